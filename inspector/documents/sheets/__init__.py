"""Workbooks: hardened reading of sheets people bring, the import template, the ledger (台账)."""
