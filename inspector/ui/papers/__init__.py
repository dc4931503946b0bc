"""Papers (文书): preview in the window, issue, print, save."""
