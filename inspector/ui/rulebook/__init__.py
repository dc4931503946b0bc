"""The rule book on screen (法律书)."""
