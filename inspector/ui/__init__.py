"""The window: views, presenters and Qt models."""
