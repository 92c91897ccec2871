"""What runs elsewhere: pinned by digest, with no right that it need not have, by `make` alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_an_auditor_finds_nothing():
    """zizmor reads what GitHub would run (https://docs.zizmor.sh)."""
    program = Path(sys.executable).with_name("zizmor")
    command = [program, "--offline", "--no-progress", "--quiet", *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_step_is_an_action_by_digest_or_a_target(path):
    made = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    for step in [step for job in jobs.values() for step in job["steps"]]:
        if "uses" in step:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]), step
        else:
            name, target = step["run"].split()
            assert (name, target in made) == ("make", True), step
