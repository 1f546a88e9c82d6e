"""What is worked out at one build and kept in the user's cache for the next, each under what it was made from."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import platformdirs

# So many of a sort are kept, the last ones made.
KEPT = 4


def _place(sort: str, made_from: str) -> Path:
    return platformdirs.user_cache_path("article90") / f"{sort}-{made_from}"


def kept(sort: str, made_from: str) -> bytes | None:
    """What was kept of a sort under the hash of what it was made from; None where nothing is."""
    with contextlib.suppress(OSError):
        return _place(sort, made_from).read_bytes()
    return None


def keep(sort: str, made_from: str, content: bytes) -> None:
    """Keep it; without a place to keep it, the next build makes it anew."""
    place = _place(sort, made_from)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix="making-", delete=False) as making:
            making.write(content)
        Path(making.name).replace(place)
        for old in sorted(place.parent.glob(f"{sort}-*"), key=lambda p: p.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
