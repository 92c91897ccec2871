"""The page for those who run a hub: its commands do in an empty folder what it says.

Packages are installed with ``--all`` alone; the rest is run as it stands.
"""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from conftest import ROOT, sample

from dejavu.chapters import notebook

BLOCKS = re.findall(
    r"^```sh\n(.*?)^```", (ROOT / "book" / "hub.md").read_text("utf-8"), re.M | re.S
)


def test_the_commands_of_the_page_run_in_an_empty_folder(site, tmp_path):
    shutil.copy(site / "notebooks" / notebook.ARCHIVE, tmp_path)
    for block in BLOCKS:
        for place, here in (("/opt/deja-vu", "env"), ("/usr/local", "prefix")):
            block = block.replace(place, str(tmp_path / here))
        lines = block.splitlines()
        if not sample.every:
            lines = [
                line for line in lines if "pip install" not in line and "ipykernel" not in line
            ]
        done = subprocess.run(
            ["bash", "-euc", "\n".join(lines)], cwd=tmp_path, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    committed = subprocess.run(
        ["git", "log", "--format=%s"], cwd=tmp_path / "deja-vu", capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert committed.stdout == "The class pack\n"
    if sample.every:
        kernel = tmp_path / "prefix" / "share" / "jupyter" / "kernels" / "deja-vu" / "kernel.json"
        assert str(tmp_path / "env") in kernel.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["requirements.txt", "postBuild"])
def test_binder_has_what_it_reads(name):
    assert (ROOT / ".binder" / name).is_file()


def test_binders_notebooks_are_the_chapters_before_they_have_run(data, tmp_path):
    notebook.write_without_outputs(tmp_path, data)
    made = sorted(path.stem for path in tmp_path.glob("*.ipynb"))
    assert made == sorted(path.stem for path in notebook.pages.chapters())
    assert '"outputs": []' in (tmp_path / "cost.ipynb").read_text(encoding="utf-8")
