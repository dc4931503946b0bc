"""Regulated sites (监管对象): the list, the editor, the import."""
