"""How tests over thousands of files say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

import pytest


def complain(what: str, offenders: Sequence[str], shown: int = 40) -> None:
    """Fail with all that is wrong in one message, if anything is; do nothing otherwise."""
    if offenders:
        more = f"\n  ... and {len(offenders) - shown} more" if len(offenders) > shown else ""
        pytest.fail(f"{len(offenders)} {what}:\n  " + "\n  ".join(offenders[:shown]) + more, pytrace=False)
