"""Bad input through the whole program: every specimen gets a clear message in the window and on the command line."""
