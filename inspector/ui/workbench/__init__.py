"""The workbench (工作台): what is due, what is unfinished."""
