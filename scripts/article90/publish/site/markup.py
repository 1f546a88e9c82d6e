"""From Markdown to HTML, by markdown-it-py; what is wide can be scrolled, by keyboard too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup


def _opened(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0" role="group" aria-label="Table">\n<table class="wide">'


def _closed(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</table>\n</div>\n"


@cache
def _reader() -> MarkdownIt:
    """CommonMark with tables; HTML within it is text."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("table_open", _opened)
    reader.add_render_rule("table_close", _closed)
    return reader


def from_markdown(text: str) -> Markup:
    """Markdown as HTML."""
    return Markup(_reader().render(text))
