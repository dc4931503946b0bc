"""Hostile pictures of the decoders' own test suites, fed to the intake: `make hostile`."""
