"""The palettes as style variables, and as the script of charts that wake."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx

from reorg.charts import theme


def write_colours(app: Sphinx) -> None:
    """Write the palettes before the pages, which name each style sheet with its digest."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        (static / "dejavu-colours.css").write_text(colours(), encoding="utf-8")


def theme_script() -> str:
    """The template and both palettes, for charts that wake."""
    shared = {
        "template": theme.TEMPLATE.to_plotly_json(),
        "light": theme.LIGHT,
        "dark": theme.DARK,
    }
    return f"window.dejavuTheme = {json.dumps(shared, sort_keys=True)};\n"


def colours() -> str:
    """The palettes as style variables.

    The theme saved on the page decides, or else the system; in the system's contrast themes always
    the system, whose background stands behind everything.
    """

    def block(selector: str, palette: dict[str, str]) -> str:
        lines = "".join(f"  --dv-{name}: {value};\n" for name, value in palette.items())
        return f"{selector} {{\n{lines}}}\n"

    def where(system: str, selector: str, palette: dict[str, str]) -> str:
        return f"@media {system} {{\n{block(selector, palette)}}}\n"

    forced = "(forced-colors: active) and (prefers-color-scheme: {})"
    on_screen = (
        block('body[data-theme="dark"]', theme.DARK)
        + where("(prefers-color-scheme: dark)", 'body:not([data-theme="light"])', theme.DARK)
        + where(forced.format("light"), 'body[data-theme="dark"]', theme.LIGHT)
        + where(forced.format("dark"), 'body[data-theme="light"]', theme.DARK)
    )
    return block("body", theme.LIGHT) + f"@media not print {{\n{on_screen}}}\n"
