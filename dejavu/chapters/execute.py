"""Run all chapters that need it, before Sphinx reads them.

A chapter's outputs are kept in a jupyter-cache whose path carries one digest of data, packages
and lock: after any of these changes nothing old can be found.
"""

from __future__ import annotations

import asyncio
import copy
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from myst_nb.core.read import read_myst_markdown_notebook
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

from dejavu.cache import digests
from dejavu.project import ROOT

AT_ONCE = min(2, os.cpu_count() or 1)
SECONDS = 120  # for one cell
#: A kernel spends seconds at its first figure on a grammar for web addresses, where JupyterLab has
#: brought it: see ``dejavu/__init__.py``.
WITHOUT_GRAMMAR = "import sys; sys.modules.setdefault('rfc3987_syntax', None)"


class ChapterError(RuntimeError):
    """A cell failed; the message names chapter, line and error."""


def project_digest() -> str:
    """One digest of all that a chapter's output can depend on, besides its own cells."""
    return digests.run(ROOT)


def cache_path(digest: str) -> Path:
    """Where the outputs made under a digest are kept."""
    return ROOT / "_build" / "executed" / digest


def read_chapter(path: Path) -> nbformat.NotebookNode:
    """A chapter as a notebook without outputs, as myst-nb reads it."""
    return read_myst_markdown_notebook(
        path.read_text(encoding="utf-8"), add_source_map=True, path=path
    )


def executed(path: Path, digest: str) -> nbformat.NotebookNode:
    """A chapter with its outputs from the cache. Raises ``KeyError`` if it has not been run."""
    notebook = read_chapter(path)
    _, merged = get_cache(str(cache_path(digest))).merge_match_into_notebook(notebook)
    return merged


def waiting(chapters: Iterable[Path], digest: str) -> list[Path]:
    """The chapters that the cache lacks."""
    cache = get_cache(str(cache_path(digest)))
    return [path for path in chapters if not _is_cached(cache, path)]


def run_all(chapters: Sequence[Path], digest: str, say: Callable[[str], None]) -> None:
    """Run chapters, ``AT_ONCE`` at a time, and keep their outputs. Raises ``ChapterError``."""
    if not chapters:
        return
    say(f"chapters to run: {len(chapters)}, {AT_ONCE} at a time")
    cache = get_cache(str(cache_path(digest)))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_run(chapters, cache, Path(folder), say))


def _is_cached(cache: JupyterCacheAbstract, path: Path) -> bool:
    """Whether a chapter has been run. Its mark stands in the cache and goes with it; it saves
    reading the chapter."""
    mark = Path(cache.path) / f"ran-{path.stem}-{digests.of(path.read_bytes())}"
    if mark.exists():
        return True
    try:
        cache.match_cache_notebook(read_chapter(path))
    except KeyError:
        return False
    mark.touch()
    return True


async def _run(
    chapters: Sequence[Path], cache: JupyterCacheAbstract, folder: Path, say: Callable[[str], None]
) -> None:
    room = asyncio.Semaphore(AT_ONCE)
    left = len(chapters)

    async def run_one(path: Path) -> str | None:
        nonlocal left
        notebook = read_chapter(path)
        kernelspec = copy.deepcopy(notebook.metadata["kernelspec"])
        async with room:
            started = time.monotonic()
            client = NotebookClient(
                notebook,
                kernel_name="python3",
                config=_sockets(folder, path.stem),
                timeout=SECONDS,
                extra_arguments=[f"--IPKernelApp.exec_lines={WITHOUT_GRAMMAR}"],
                record_timing=False,  # times would make every run's outputs another digest
                resources={"metadata": {"path": str(path.parent)}},
            )
            try:
                await client.async_execute()
            except CellExecutionError as error:
                return _where(path, notebook, error)
            except Exception as error:  # a kernel that died, a cell that ran too long
                return f"{path.relative_to(ROOT)}: {type(error).__name__}: {error}"
            seconds = time.monotonic() - started
        notebook.metadata["kernelspec"] = kernelspec  # the cache compares the chapter's own
        left -= 1
        say(f"ran {path.stem} in {seconds:.1f} s, {left} left")
        cache.cache_notebook_bundle(
            CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds}),
            check_validity=False,
            overwrite=True,
        )
        return None

    failures = [fault for fault in await asyncio.gather(*map(run_one, chapters)) if fault]
    if failures:
        raise ChapterError("\n".join(failures))


def _sockets(folder: Path, name: str) -> Config:
    """Kernels talk through files where they can: kernels started at once clash over ports."""
    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(folder / name)}})


def _failed_line(cell: nbformat.NotebookNode) -> str:
    """The line of a cell at which its error was raised."""
    traceback = "\n".join(cell.outputs[-1].get("traceback", []))
    found = re.search(r"Cell In\[\d+\], line (\d+)", re.sub(r"\x1b\[[\d;]*m", "", traceback))
    return cell.source.splitlines()[int(found[1]) - 1 if found else 0]


def _where(path: Path, notebook: nbformat.NotebookNode, error: CellExecutionError) -> str:
    for cell, line in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        outputs = cell.get("outputs", [])
        if any(output["output_type"] == "error" for output in outputs):
            failed = _failed_line(cell)
            lines = path.read_text(encoding="utf-8").splitlines()
            number = next((n for n in range(line, len(lines)) if lines[n] == failed), line - 1)
            name = path.relative_to(ROOT)
            return f"{name}:{number + 1}: `{failed.strip()}`: {error.ename}: {error.evalue}"
    return f"{path.relative_to(ROOT)}: {error.ename}: {error.evalue}"
