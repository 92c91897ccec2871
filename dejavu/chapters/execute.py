"""Run all chapters that need it, before Sphinx reads them.

A chapter's outputs are kept in a jupyter-cache whose path carries one digest of data, packages
and lock: after any of these changes nothing old can be found. That library writes in place, so the
digest of an output stands beside it: one that a build left half written is made again.
"""

from __future__ import annotations

import asyncio
import copy
import os
import re
import shutil
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
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from dejavu.cache import digests, store
from dejavu.project import ROOT, BookError

AT_ONCE = min(2, os.cpu_count() or 1)
SECONDS = 120  # for one cell
#: A kernel spends seconds at its first figure on a grammar for web addresses, where JupyterLab has
#: brought it: see ``dejavu/__init__.py``.
WITHOUT_GRAMMAR = "import sys; sys.modules.setdefault('rfc3987_syntax', None)"


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
    """The chapters that the cache lacks, or has not whole."""
    folder = cache_path(digest)
    try:
        records = get_cache(str(folder)).list_cache_records()
    except (RuntimeError, SQLAlchemyError):  # a build broke off while it made the cache
        shutil.rmtree(folder)
        records = get_cache(str(folder)).list_cache_records()
    known = {record.hashkey for record in records}
    return [path for path in chapters if not _is_cached(folder, path, known)]


def run_all(chapters: Sequence[Path], digest: str, say: Callable[[str], None]) -> None:
    """Run chapters, ``AT_ONCE`` at a time, and keep their outputs. Raises ``BookError``
    with a line for each cell that failed: chapter, line and error."""
    if not chapters:
        return
    say(f"chapters to run: {len(chapters)}, {AT_ONCE} at a time")
    cache = get_cache(str(cache_path(digest)))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_run(chapters, cache, Path(folder), say))


def _is_cached(folder: Path, path: Path, known: set[str]) -> bool:
    """Whether the cache has a chapter's output, whole; what is left of it goes if it is not.

    A mark says under which key, which saves reading the chapter.
    """
    mark = folder / f"ran-{path.stem}-{digests.of(path.read_bytes())}"
    key = store.kept(mark)
    if not key:
        _, key = get_cache(str(folder)).create_hashed_notebook(read_chapter(path))
        store.keep(mark, key)
    output = _output(folder, key)
    if key in known and output.exists() and store.kept(_digest(output)) == _digest_of(output):
        return True
    shutil.rmtree(output.parent, ignore_errors=True)
    return False


def _output(folder: Path, key: str) -> Path:
    """Where jupyter-cache has a notebook with its outputs."""
    return folder / "executed" / key / "base.ipynb"


def _digest(output: Path) -> Path:
    """Where the digest of an output stands, once it is all written."""
    return output.with_name("digest")


def _digest_of(output: Path) -> str:
    return digests.of(output.read_bytes())


async def _run(
    chapters: Sequence[Path], cache: JupyterCacheAbstract, folder: Path, say: Callable[[str], None]
) -> None:
    room = asyncio.Semaphore(AT_ONCE)
    left = len(chapters)
    unkept: list[Exception] = []  # of a full disk, say: what runs comes to its end, no more starts

    async def run_one(path: Path) -> str | None:
        nonlocal left
        notebook = read_chapter(path)
        kernelspec = copy.deepcopy(notebook.metadata["kernelspec"])
        async with room:
            if unkept:
                return None
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
        try:
            _keep(cache, path, notebook, seconds)
        except (OSError, RuntimeError, SQLAlchemyError) as error:
            unkept.append(error)
        return None

    failures = [fault for fault in await asyncio.gather(*map(run_one, chapters)) if fault]
    if failures:
        raise BookError("\n".join(failures))
    if unkept:
        raise unkept[0]


def _keep(
    cache: JupyterCacheAbstract, path: Path, notebook: nbformat.NotebookNode, seconds: float
) -> None:
    """Keep a chapter as run, then the digest of what is kept."""
    record = cache.cache_notebook_bundle(
        CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds}),
        check_validity=False,
        overwrite=True,
    )
    output = _output(Path(cache.path), record.hashkey)
    store.keep(_digest(output), _digest_of(output))


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
