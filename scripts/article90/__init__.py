"""Article 90: linked data on who has promised whom what in international peace and security."""

__version__ = "0.2.0"
