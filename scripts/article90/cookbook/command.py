"""The command `article90 cookbook`: the list of recipes, one with its answer, or the whole as Markdown."""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap

from .. import words


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
        _told(cookbook.chapter(cookbook.find(a.recipe), index.engine(derived=True), a.lang))
    else:
        width = shutil.get_terminal_size().columns
        for recipe in cookbook.recipes():
            print(textwrap.fill(recipe.summary[a.lang], width, initial_indent=f"{recipe.number:2}  ", subsequent_indent="    "))
        print(f"\n{textwrap.fill(words.say('cookbook-hint', a.lang), width)}")
    return 0


def _told(chapter: str) -> None:
    """A recipe: as Markdown, and on a terminal as that reads."""
    if not sys.stdout.isatty():
        sys.stdout.write(chapter)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(chapter))
