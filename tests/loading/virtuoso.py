"""Virtuoso 7 on loopback, with a database of its own in a temporary folder: what Debian's virtuoso-opensource-7-bin brings."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {folder}, {files}
ThreadsPerQuery = 1
NumberOfBuffers = 60000
MaxDirtyBuffers = 40000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 120
"""


def installed() -> bool:
    """Whether there is a Virtuoso to run."""
    return bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))


def free() -> int:
    """A port that nobody listens to."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Virtuoso:
    """A server with a database in `folder`, which may read `files` and listens on two free ports."""

    def __init__(self, folder: Path, files: Path) -> None:
        self.folder, self.port = folder, free()
        web = free()
        self.endpoint = f"http://127.0.0.1:{web}/sparql"
        (folder / "virtuoso.ini").write_text(INI.format(folder=folder, files=files, port=self.port, web=web))
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.server = subprocess.Popen(
            ["virtuoso-t", "+configfile", str(self.folder / "virtuoso.ini"), "+foreground"],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(120):
            if self.server.poll() is not None:
                raise RuntimeError((self.folder / "virtuoso.log").read_text()[-2000:])
            with contextlib.suppress(RuntimeError, subprocess.SubprocessError):
                self.isql("SELECT 1;")
                return
            time.sleep(0.5)
        raise RuntimeError("Virtuoso did not answer within a minute.")

    def answers(self) -> bool:
        """Whether it answers a query that asks for nothing: one that it never ends may hold up every query after it."""
        with contextlib.suppress(OSError):
            question = urllib.parse.urlencode({"query": "ASK {}"})
            with urllib.request.urlopen(f"{self.endpoint}?{question}", timeout=5) as answer:
                return answer.status == 200
        return False

    def again(self) -> None:
        """Start it anew over what is loaded."""
        self.server.kill()
        self.server.wait()
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)
        self.start()

    def isql(self, statement: str) -> str:
        """Run a statement and return what isql prints."""
        command = ["isql-vt", f"127.0.0.1:{self.port}", "dba", "dba", f"exec={statement}", "VERBOSE=OFF", "BANNER=OFF"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if done.returncode or "***" in done.stderr:
            raise RuntimeError(f"{statement[:200]}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def load(self, file: Path, graph: str) -> None:
        """Load a file into a graph with the bulk loader, and see that it said nothing."""
        self.isql(f"ld_dir('{file.parent}', '{file.name}', '{graph}'); rdf_loader_run(); checkpoint;")
        failed = self.isql("SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;")
        if failed.strip():
            raise RuntimeError(failed)


@contextlib.contextmanager
def running(folder: Path, files: Path) -> Iterator[Virtuoso]:
    """A server with an empty database in `folder` that may read `files`; ended with the block."""
    server = Virtuoso(folder, files)
    try:
        yield server
    finally:
        server.server.terminate()
        server.server.wait(timeout=60)
