"""Set up and run, with nothing but the standard library.

    python3 scripts/run.py ask --all     sets everything up, then runs `article90 ask --all`
    python3 scripts/run.py test          sets everything up, then runs all tests, on up to four processors
    python3 scripts/run.py test --fast   ... all but the ones marked slow, in under a minute on two

Makes `.venv` beside this repository, installs what the lock file lists (hashes checked), and goes on in it. Works where
the system's pip refuses to install (PEP 668) and python3-venv is missing.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stop(message: str) -> None:
    """Say in one sentence what is wrong, and stop with exit status 2."""
    print(f"run.py: {message}", file=sys.stderr)
    raise SystemExit(2)


def run(*command: str) -> None:
    """Run a command of the set-up; its output is shown only when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        stop(f"the set-up failed at '{' '.join(command[:6])} ...' (its output is above); is there a network, and pip?")


def set_up(lock: Path) -> None:
    """Make `.venv` hold what `lock` lists and this package; nothing is done when it already does."""
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"{lock.stem}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Setting up in {VENV.name} from {lock.name} (once) ...", file=sys.stderr)
    if not PYTHON.exists():
        # Without pip of its own: ensurepip is what python3-venv would bring on Debian.
        venv.create(VENV, with_pip=False, symlinks=os.name != "nt", clear=VENV.exists())
    pip = (sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", str(lock))
    run(*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    for old in VENV.glob("*.stamp"):
        old.unlink()
    stamp.write_text(wanted)
    if lock.stem == "requirements-test":
        # The lock for the tests holds everything that the other one does.
        small = lock.with_name("requirements.lock")
        (VENV / f"{small.stem}.stamp").write_text(
            hashlib.sha256(small.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
        )


def for_pytest(arguments: list[str]) -> list[str]:
    """The arguments of `test` as pytest takes them."""
    # the tests of a file share what is costly to make; of a few files, or of one answer that is pinned, one process is as quick
    everything = not any(a in ("--pin", "--collect-only") or a[:2] in ("-n", "-k", "-m") or not a.startswith("-") for a in arguments)
    # what is costly to make is slow: without it, who has nothing left to do takes from the other
    dist, lane = ("worksteal", ["-m", "not slow"]) if "--fast" in arguments else ("loadfile", [])
    # in the order of tests/conftest.py: files that take long first
    shared = ["-n", "auto", "--maxprocesses", "4", "--dist", dist, "--no-loadscope-reorder"] if everything else []
    return [*(a for a in arguments if a != "--fast"), *lane, *shared]


def main(arguments: list[str]) -> int:
    """Set up for the arguments and run them; returns the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said in a sentence to whoever runs an older Python
        stop(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}.")
    testing = arguments[:1] == ["test"]
    set_up(ROOT / ("requirements-test.lock" if testing else "requirements.lock"))
    command = ["-m", "pytest", *for_pytest(arguments[1:])] if testing else ["-m", "article90", *arguments]
    try:
        return subprocess.run([str(PYTHON), *command], cwd=ROOT if testing else None).returncode
    except KeyboardInterrupt:  # which the command has heard too, and said so
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
