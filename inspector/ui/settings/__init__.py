"""Settings (设置): officers, bureau, look, backup, checks."""
