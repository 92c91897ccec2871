"""The chapters as notebooks to work in: ``python -m dejavu lab`` lays them out in ``_build/lab``.

Nothing that somebody has changed there is ever written over. A notebook left as it was given is
brought up to the book; beside one that was worked in, a newer one of the book gets a name of its
own: ``cost.ipynb`` stays, and ``cost-2.ipynb`` is new. A hidden folder has what was given last.

Those are a reader's. An author's are in ``chapters``, each paired with its chapter by Jupytext
(``pyproject.toml`` says how): in JupyterLab, what is saved in either is in both.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from dejavu.chapters import pages
from dejavu.project import BUILD

LAB = BUILD / "lab"
GIVEN = ".given"


def main() -> int:
    """Lay out the notebooks of the site as it is built; a line for each that stays."""
    for line in lay_out(BUILD / "site" / "notebooks", LAB):
        print(line)
    pair(pages.chapters(), LAB / "chapters")
    return 0


def pair(chapters: Iterable[Path], folder: Path) -> None:
    """Give each chapter that has none a notebook, no newer than itself: Jupytext takes the words
    from the chapter, and opens neither where the notebook was changed later by another program."""
    import jupytext  # an author's, not a reader's: no build needs it

    folder.mkdir(parents=True, exist_ok=True)
    for chapter in chapters:
        notebook = folder / f"{chapter.stem}.ipynb"
        if not notebook.exists():
            jupytext.write(jupytext.read(chapter, fmt="md:myst"), notebook)
            os.utime(notebook, (changed := chapter.stat().st_mtime, changed))


def lay_out(notebooks: Path, lab: Path) -> Iterator[str]:
    """Put each notebook of the book into a folder to work in; what is left there as it was."""
    (lab / GIVEN).mkdir(parents=True, exist_ok=True)
    for new in sorted(notebooks.glob("*.ipynb")):
        mine, given = lab / new.name, lab / GIVEN / new.name
        is_changed = mine.exists() and not _is_same(mine, given) and not _is_same(mine, new)
        if not is_changed:
            shutil.copyfile(new, mine)
        elif _is_same(new, given):
            yield f"{mine}: yours, and left as it is"
        else:
            beside = _free(mine)
            shutil.copyfile(new, beside)
            yield f"{mine}: yours, and left as it is; the book’s is now another: {beside.name}"
        shutil.copyfile(new, given)


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and filecmp.cmp(one, other, shallow=False)


def _free(path: Path) -> Path:
    """The first name with a number that no file has."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())
