"""Where the publication lives: said here and nowhere else.

The two addresses are placeholders until there is a public repository and site; the identifiers do not depend on them.
"""

REPOSITORY = "https://example.org/article90/repository"
SITE = "https://example.org/article90/site/"


def release_page(version: str) -> str:
    """The page of a release."""
    return f"{REPOSITORY}/releases/tag/v{version}"


def download(version: str, name: str) -> str:
    """The address of one file of a release."""
    return f"{REPOSITORY}/releases/download/v{version}/{name}"
