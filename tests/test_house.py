"""The rooms of the house, and which way imports go between them."""

from __future__ import annotations

import ast
import subprocess
import sys
from email import message_from_bytes
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

#: A room imports from those before it; rooms that stand together do not see each other.
HOUSES = {
    "reorg": [
        {"periods"}, {"formatting"}, {"tables"}, {"seeds", "measures"}, {"project"},
        {"facts", "charts"}, {"checks", "exports"}, {"__main__"},
    ],
    "dejavu": [
        {"project"}, {"cache", "tools"}, {"chapters"}, {"site"}, {"links", "figures"},
        {"directives", "lint"}, {"teach"}, {"build"}, {"pdf", "lite"}, {"__init__", "__main__"},
    ],
}  # fmt: skip


def imports(path: Path, package: str):
    """The rooms of a package that a file imports, each with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.split(".")[0] == package]
        else:
            continue
        yield from ((name.split(".")[1], node.lineno) for name in names if "." in name)


def room(path: Path, package: str) -> str:
    return path.relative_to(ROOT / package).with_suffix("").parts[0]


@pytest.mark.parametrize("package", HOUSES)
def test_arrows_go_one_way(package):
    floors = {name: level for level, names in enumerate(HOUSES[package]) for name in names}
    wrong = []
    for path in sorted((ROOT / package).rglob("*.py")):
        here = room(path, package)
        for there, line in imports(path, package):
            lower = floors.get(there, -1)  # a name of the package itself is loaded on use
            if there != here and lower >= floors.get(here, len(floors)):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {here} imports {there}")
    assert not wrong, "\n".join(wrong)


def test_every_room_is_on_the_plan():
    for package, floors in HOUSES.items():
        found = {room(path, package) for path in (ROOT / package).rglob("*.py")}
        assert found - {"__init__"} == set().union(*floors) - {"__init__"}


def test_the_package_knows_nothing_of_the_book():
    for path in (ROOT / "reorg").rglob("*.py"):
        assert not list(imports(path, "dejavu")), path


def required(*names: str) -> dict[str, metadata.Distribution]:
    """Installed distributions by name, with all that they require here."""
    found, waiting = {}, [*names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = metadata.distribution(name)
            more = map(Requirement, found[name].requires or [])
            waiting += [one.name for one in more if not one.marker or one.marker.evaluate()]
    return found


def test_the_package_alone_needs_pandas_and_plotly_alone(tmp_path):
    """The wheel, where nothing else of ours is installed, computes the facts and draws a chart."""
    build = [sys.executable, "-m", "flit_core.wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        needed = wheel.read(next(name for name in wheel.namelist() if name.endswith("METADATA")))
        wheel.extractall(tmp_path / "site")
    names = [Requirement(one).name for one in message_from_bytes(needed).get_all("Requires-Dist")
             if "extra" not in one]  # fmt: skip
    assert sorted(names) == ["pandas", "plotly"]
    for one in required(*names).values():
        for top in {file.parts[0] for file in one.files} - {"..", "__pycache__"}:
            (tmp_path / "site" / top).symlink_to(one.locate_file(top))
    code = (
        f"import sys; sys.path.append({str(tmp_path / 'site')!r}); "
        "import reorg; from reorg import charts, facts; from reorg.charts import views; "
        f"data = reorg.load({str(ROOT / 'data')!r}); "
        "print(len(facts.all_facts(data)), charts.accordion(data).layout.meta['id'])"
    )
    alone = [sys.executable, "-I", "-S", "-c", code]
    said = subprocess.run(alone, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert int(said.split()[0]) > 300
    assert said.split()[1] == "accordion"
