"""What of ``_config.yml`` the book can't be built without, and what Jupyter Book would not take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from dejavu.chapters.grammar import SCHEMES
from dejavu.chapters.pages import not_yaml
from dejavu.project import ROOT
from reorg.formatting import nearest

CONFIG = "_config.yml"
#: By its path: what a setting has to be or, of a list, to hold.
NEEDED: dict[str, Any] = {
    "title": str,
    "author": str,
    "only_build_toc_files": True,
    "execute/execute_notebooks": "cache",
    "parse/myst_enable_extensions": ["colon_fence", "smartquotes"],
    "parse/myst_url_schemes": ["http", "https", "mailto", *SCHEMES],
    "sphinx/local_extensions/dejavu": ".",
    "sphinx/config/include_patterns": ["book/**.md"],
    "sphinx/config/nb_execution_raise_on_error": True,
    "sphinx/config/nb_merge_streams": True,
    "sphinx/config/html_theme": "furo",
    "sphinx/config/templates_path": ["dejavu/templates"],
}


def problems(text: str) -> Iterator[str]:
    """What is wrong with the settings, a line each."""
    try:
        settings = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        yield not_yaml(CONFIG, error)
        return
    if not isinstance(settings, dict):
        yield f"{CONFIG}: expected settings such as `title: …`, a line each"
        return
    from jupyter_book.config import get_validator  # with Sphinx: only where something has changed

    schema = get_validator()
    known = {*schema.schema["properties"], *(path.partition("/")[0] for path in NEEDED)}
    for name in settings:
        if name not in known:
            yield f"{CONFIG}: {name}: no such setting; {nearest(str(name), sorted(known))}"
    for fault in schema.iter_errors(settings):
        yield f"{CONFIG}: {'/'.join(map(str, fault.path))}: {fault.message}"
    for path, needed in NEEDED.items():
        if not _has(found := _at(settings, path), needed):
            expected = "words" if needed is str else repr(needed)
            yield f"{CONFIG}: {path}: {found!r}; expected {expected}"


def read() -> str:
    """The settings as they stand."""
    return (ROOT / CONFIG).read_text(encoding="utf-8")


def _at(settings: Any, path: str) -> Any:
    """The setting at a path, or nothing.

    >>> _at({"parse": {"a": 1}}, "parse/a"), _at({"parse": None}, "parse/a")
    (1, None)
    """
    for name in path.split("/"):
        settings = settings.get(name) if isinstance(settings, dict) else None
    return settings


def _has(found: Any, needed: Any) -> bool:
    if needed is str:
        return isinstance(found, str) and bool(found)
    if isinstance(needed, list):
        return isinstance(found, list) and set(needed) <= set(map(str, found))
    return found == needed
