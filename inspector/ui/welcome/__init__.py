"""First start (开始使用)."""
