"""`python -m article90`."""

from article90.cli import main

main()
