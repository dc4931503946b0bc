"""The window around the pages: rail, page stack, jump box, help sheet, toasts."""
