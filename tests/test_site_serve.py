"""`article90 site --serve` shows the site on this machine until Ctrl-C, which ends it without a word; a port in use gets a sentence."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from article90.publish.site import loopback

# The command as it is, but for the build, which tests/test_site.py tries.
PROGRAM = """
from article90 import cli
from article90.publish.site import command
command.build = lambda to: None
cli.main()
"""


def started(folder: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, "site", "--serve", "--port", str(port), "--to", str(folder)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # tests that run in the background ignore Ctrl-C, and their children would too
        preexec_fn=None if sys.platform == "win32" else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "state").mkdir()
    (tmp_path / "index.html").write_text("front", encoding="utf-8")
    (tmp_path / "404.html").write_text("not here", encoding="utf-8")
    (tmp_path / "state/NLD.ttl").write_text("# a state", encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_it_serves_until_ctrl_c(folder) -> None:
    running = started(folder, 0)
    try:
        assert running.stdout
        said = running.stdout.readline()
        found = re.match(r"(http://127\.0\.0\.1:\d+)(/\S*)  \(Ctrl-C ends it\)\n", said)
        assert found, said
        host, base = found.groups()
        assert base == loopback.BASE
        assert urllib.request.urlopen(host + "/").read() == b"front"  # led on to the path that the site lives under
        with urllib.request.urlopen(f"{host}{base}state/NLD.ttl") as got:
            assert got.headers["Content-Type"] == "text/turtle; charset=utf-8" and got.read() == b"# a state"
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            urllib.request.urlopen(f"{host}{base}state/no-such")
        assert missing.value.read() == b"not here"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert (running.returncode in (0, 130), out, err.strip()) == (True, "", "")


def test_a_port_in_use_gets_a_sentence_and_status_2(folder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = started(folder, taken.getsockname()[1])
        out, err = running.communicate(timeout=60)
    assert running.returncode == 2 and out == ""
    assert re.search(r"The site cannot be shown on port \d+ \(.+\): choose another with --port\.", err) and "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
