"""A picture without what it can do without: the same marks from a third of the markup.

Plotly repeats font, colour and opacity on every element, and leaves groups for layers that a chart
lacks. A page carries its pictures in its own markup, so each needless word costs every reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from xml.etree import ElementTree

from dejavu.figures.drawn import SVG

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")

#: Properties that an element has from its parent where it does not say, and what holds at the top.
INHERITED = {
    "fill": "black", "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none",
    "stroke-opacity": "1", "stroke-width": "1px", "stroke-miterlimit": "4",
    "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter",
    "font-family": "", "font-size": "", "font-weight": "normal", "font-style": "normal",
    "font-variant": "normal", "white-space": "normal", "text-anchor": "start",
    "text-transform": "none", "text-decoration": "none", "line-height": "normal",
    "shape-rendering": "auto", "cursor": "auto", "pointer-events": "auto",
}  # fmt: skip
#: Of these, the ones that words alone show: they may stand higher up, whatever else is there.
OF_WORDS = ("font-family", "font-size", "font-weight", "font-style", "font-variant",
            "white-space", "text-transform", "line-height")  # fmt: skip
#: What can be left out at once: the values that hold where nothing is said, and what no
#: picture shows.
NEEDLESS = {
    ("opacity", "1"), ("vector-effect", "none"), ("text-shadow", "auto"), ("text-shadow", "none"),
    ("text-decoration-line", "none"), ("text-decoration", "none"),
}  # fmt: skip
UNSEEN = {"cursor", "pointer-events", "user-select"}
DROPPED = {"class", "data-index", "data-notex", "data-unformatted", "data-math", "version"}
SHAPES = {"path", "rect", "circle", "line", "polygon"}
EMPTY_MOVES = {"translate(0,0)", "rotate(0)", "scale(1)", "translate(0, 0)"}


def lean(svg: str) -> str:
    """A picture with nothing said twice. It looks the same: a test compares every pixel."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        _style_of(element)
        _tidy(element)
    used = set(re.findall(r"url\(['\"]?#([\w-]+)", svg)) | set(re.findall(r'href="#([\w-]+)', svg))
    _drop_unseen(root, used)
    _unwrap(root)
    root.attrib["style"] = _said({"white-space": "pre", **_commonest(root, OF_WORDS)})
    _lift(root)
    _inherit(root, dict(INHERITED))
    _unwrap(root)
    return ElementTree.tostring(root, encoding="unicode")


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _styles(element: ElementTree.Element) -> dict[str, str]:
    return dict(_parsed(element.get("style", "")))


@cache  # a picture has thousands of elements and some dozens of styles
def _parsed(style: str) -> tuple[tuple[str, str], ...]:
    pairs = (one.partition(":") for one in style.split(";") if ":" in one)
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def _said(styles: dict[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in styles.items())


def _set(element: ElementTree.Element, styles: dict[str, str]) -> None:
    if styles:
        element.set("style", _said(styles))
    else:
        element.attrib.pop("style", None)


def _style_of(element: ElementTree.Element) -> None:
    """Everything that an element says of its look as one style, without what needs no saying."""
    styles = _styles(element)
    for name in [name for name in element.attrib if name in INHERITED or name == "opacity"]:
        styles.setdefault(name, element.attrib.pop(name))
        element.attrib.pop(name, None)
    if styles.get("stroke-width") in ("0", "0px") or styles.get("stroke-opacity") == "0":
        styles = {name: value for name, value in styles.items() if not name.startswith("stroke")}
        styles["stroke"] = "none"
    if styles.get("fill-opacity") == "0":
        styles = {name: value for name, value in styles.items() if name != "fill-opacity"}
        styles["fill"] = "none"
    _set(
        element,
        {
            name: value
            for name, value in styles.items()
            if (name, value) not in NEEDLESS and name not in UNSEEN
        },
    )


def _tidy(element: ElementTree.Element) -> None:
    for name in [name for name in element.attrib if name in DROPPED]:
        del element.attrib[name]
    if element.get("transform") in EMPTY_MOVES or element.get("transform") == "":
        del element.attrib["transform"]
    for name in ("x", "y"):
        if _name(element) == "rect" and element.get(name) == "0":
            del element.attrib[name]
    if element.get("dy") == "0em":
        del element.attrib["dy"]


def _drop_unseen(element: ElementTree.Element, used: set[str]) -> None:
    """Take out groups of nothing, shapes that show nothing, and ids that nothing names."""
    for child in list(element):
        _drop_unseen(child, used)
        name, styles = _name(child), _styles(child)
        hidden = (
            styles.get("opacity") == "0"
            or "none" in (styles.get("display"), child.get("display"))  # a mark out of the plot
        )
        blank = (
            name in SHAPES
            and _name(element) != "clipPath"
            and styles.get("fill") == "none"
            and styles.get("stroke", "none") == "none"
        )
        undrawn = name == "path" and not child.get("d")
        empty = name in ("g", "defs", "text") and not len(child) and not (child.text or "").strip()
        unused = name == "clipPath" and child.get("id") not in used
        if hidden or blank or undrawn or empty or unused:
            element.remove(child)
    if element.get("id") not in used:
        element.attrib.pop("id", None)


def _unwrap(element: ElementTree.Element) -> None:
    """Put the children of a group that says nothing in its place."""
    inner: list[ElementTree.Element] = []
    for child in element:
        _unwrap(child)
        plain = _name(child) == "g" and not child.attrib
        inner.extend(child if plain else [child])
    element[:] = inner


def _commonest(root: ElementTree.Element, names: Iterable[str]) -> dict[str, str]:
    """What most of the words in a picture say of their look, so that it can be said once."""
    texts = [_styles(one) for one in root.iter() if _name(one) == "text"]
    counts = {name: Counter(style[name] for style in texts if name in style) for name in names}
    return {
        name: count.most_common(1)[0][0]
        for name, count in counts.items()
        if count and count.total() == len(texts)
    }


def _lift(element: ElementTree.Element) -> None:
    """Say once, on a group, what all in it say; where they differ, what most of them say."""
    for child in element:
        _lift(child)
    inner = [child for child in element if _name(child) not in ("defs", "clipPath")]
    if _name(element) != "g" or len(inner) < 2:
        return
    own, styles = _styles(element), [_styles(child) for child in inner]
    for name in INHERITED:
        values = [style.get(name) for style in styles]
        if all(values):
            own[name] = Counter(values).most_common(1)[0][0]
    _set(element, own)


def _inherit(element: ElementTree.Element, around: dict[str, str]) -> None:
    """Leave out what an element has from those around it."""
    said = _styles(element)
    _set(element, {name: value for name, value in said.items() if around.get(name) != value})
    within = around | {name: value for name, value in said.items() if name in INHERITED}
    for child in element:
        _inherit(child, within)
