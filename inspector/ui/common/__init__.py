"""The kit every page is built from: tokens, painted marks, components, tables, tasks, notices, dialogs."""
