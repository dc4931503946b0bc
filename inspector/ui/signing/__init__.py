"""Signing a visit: who signs, the pad, the refusal."""
