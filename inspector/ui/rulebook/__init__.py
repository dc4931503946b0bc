"""The rule book on screen (规则库)."""
