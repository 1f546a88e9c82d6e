"""The command `article90 cookbook`: the list of recipes, one with its answer, or the whole as Markdown."""

from __future__ import annotations

import argparse
import sys


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `article90 cookbook` its options."""
    parser.add_argument("recipe", nargs="?", metavar="RECIPE", help="a recipe by its number or name; alone it lists them")
    parser.add_argument("--markdown", action="store_true", help="the whole cookbook, with its pages on dates, identifiers and traps")
    parser.add_argument("--lang", choices=("en", "nl"), default="en", help="the language of all but the queries (en)")
    parser.set_defaults(run=main)


def main(a: argparse.Namespace) -> int:
    """Print what is asked for; returns the exit status."""
    from .. import cookbook, index

    if a.markdown:
        sys.stdout.write(cookbook.markdown(index.engine(derived=True), a.lang))
    elif a.recipe:
        sys.stdout.write(cookbook.chapter(cookbook.find(a.recipe), index.engine(derived=True), a.lang))
    else:
        for recipe in cookbook.recipes():
            print(f"{recipe.number:2}  {recipe.summary[a.lang]}")
        print("\n'article90 cookbook 1' shows one with its query and answer, --markdown all, with the traps and what each date means.")
    return 0
