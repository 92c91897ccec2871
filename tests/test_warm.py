"""Warm kernels give what usual ones give, stop when they must, and end with the build."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT
from dejavu import bench_sites, execute, warm

CHAPTER = (
    "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n\n"
    "# Q?\n\n```{{code-cell}} ipython3\n{}\n```\n"
)
forks = pytest.mark.skipif(not warm._can_fork(), reason="this system can't fork")


def outputs(path, digest):
    execute.run_all([path], digest, lambda _: None)
    return [cell.get("outputs") for cell in execute.executed(path, digest).cells]


@forks
@pytest.mark.parametrize("name", ["bought", "data", "how-often"])
def test_a_warm_kernel_gives_what_a_usual_one_gives(name, tmp_path, monkeypatch):
    """Libraries may ask on import whether a notebook runs: what is printed shows it."""
    monkeypatch.setattr(execute, "cache_path", lambda digest: tmp_path / digest)
    path = ROOT / "book" / f"{name}.md"
    forked = outputs(path, "warm")
    monkeypatch.setattr(warm, "kernels", contextlib.nullcontext)
    assert forked == outputs(path, "usual")
    assert any(output["output_type"] == "display_data" for cell in forked for output in cell or [])


def test_kernels_are_warm_only_while_chapters_run():
    factory = warm.KernelProvisionerFactory.instance()
    usual = factory.default_provisioner_name
    with warm.kernels():
        assert (factory.default_provisioner_name == warm.NAME) == warm._can_fork()
    assert factory.default_provisioner_name == usual != warm.NAME


def test_a_cell_that_runs_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    monkeypatch.setattr(execute, "SECONDS", 1)
    path = tmp_path / "x.md"
    path.write_text(CHAPTER.format("import time\ntime.sleep(60)"))
    started = time.monotonic()
    with pytest.raises(execute.ChapterError, match="CellTimeoutError"):
        outputs(path, "digest")
    assert time.monotonic() - started < 30


def test_a_kernel_that_dies_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    path = tmp_path / "x.md"
    path.write_text(CHAPTER.format("import os\nos._exit(3)"))
    with pytest.raises(execute.ChapterError, match="DeadKernelError"):
        outputs(path, "digest")


BUILD = """
import sys, time
from jupyter_client import KernelManager
from dejavu import warm
if __name__ == "__main__":
    with warm.kernels():
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(cwd=sys.argv[1])
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
    print(manager.provisioner.pid, flush=True)
    time.sleep(60)
"""


@forks
def test_a_kernel_ends_with_a_build_that_is_killed(tmp_path):
    script = tmp_path / "build.py"
    script.write_text(BUILD)
    build = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], stdout=subprocess.PIPE, text=True,
        env=bench_sites.environment(ROOT),
    )  # fmt: skip
    kernel = int(build.stdout.readline())
    assert is_running(kernel)
    build.send_signal(signal.SIGKILL)
    build.wait()
    build.stdout.close()
    until = time.monotonic() + 20
    while is_running(kernel) and time.monotonic() < until:
        time.sleep(0.2)
    assert not is_running(kernel)


def is_running(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected doesn't."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")
