"""The codebook as REFI-QDA (``.qdc``), which software for qualitative analysis reads.

Codebook Exchange 1.0: https://www.qdasoftware.org/codebook-exchange/. The families of the codebook
are codes that nothing is coded with, and hold the codes. Each has a stable identifier, derived
from the data package's own and from its name there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from reorg.charts import theme
from reorg.tables.csv_form import from_csv
from reorg.tables.description import read_package

SPACE = "urn:QDA-XML:codebook:1.0"
COLOURS = ("blue", "orange", "green", "purple", "grey")  # of a family: a help to the eye, no more


def guid(package: Mapping[str, Any], name: str) -> str:
    """The identifier of a code or family: the same for the same name in every edition."""
    return str(uuid.uuid5(uuid.UUID(package["id"]), name))


def description(code: Mapping[str, str], rules: Sequence[Mapping[str, str]]) -> str:
    """What a coder has to know: the code's full name, its definition and its rules, those added
    since included."""
    return "\n".join(
        [
            f"{code['label']}.",
            f"Definition: {code['definition']}",
            f"Take in: {code['include']}",
            f"Leave out: {code['exclude']}",
            *(
                f"Added {one['added']}: {one['rule']}"
                for one in rules
                if one["code"] == code["code"]
            ),
        ]
    )


def refi(
    codes: Iterable[Mapping[str, str]],
    rules: Sequence[Mapping[str, str]],
    package: Mapping[str, Any],
) -> str:
    """The codes as the text of a ``.qdc`` file, families in the order of their first code."""
    families: dict[str, list[Mapping[str, str]]] = {}
    for code in codes:
        families.setdefault(code["family"], []).append(code)
    origin = f"{package['name']} {package['version']}"
    book = ET.Element("CodeBook", {"xmlns": SPACE, "origin": origin})
    top = ET.SubElement(book, "Codes")
    for (family, members), colour in zip(families.items(), cycle(COLOURS), strict=False):
        shade = theme.LIGHT[colour]
        parent = _code(top, guid(package, f"family/{family}"), family, shade, codable=False)
        for code in members:
            name = f"{code['code']} {code['short_label']}"
            made = _code(parent, guid(package, f"code/{code['code']}"), name, shade, codable=True)
            ET.SubElement(made, "Description").text = description(code, rules)
    ET.indent(book)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(book, encoding="unicode")}\n'


def _code(parent: ET.Element, key: str, name: str, colour: str, codable: bool) -> ET.Element:
    said = {"guid": key, "name": name, "isCodable": str(codable).lower(), "color": colour}
    return ET.SubElement(parent, "Code", said)


def of_package(root: Path) -> str:
    """The whole file, from the data package at ``root``."""
    codes, rules = (
        list(from_csv((root / "record" / f"{name}.csv").read_text(encoding="utf-8")))
        for name in ("codes", "code_rules")
    )
    return refi(codes, rules, read_package(root))
