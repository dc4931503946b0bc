"""The ledger (台账): figures, list, export."""
