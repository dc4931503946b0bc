"""Inspector (现场执法): offline records of environmental enforcement visits and cases."""

__version__ = "0.1.0"
