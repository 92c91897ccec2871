"""QR codes are read by a program that other people wrote, from the SVG as it stands."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp
from bs4 import BeautifulSoup

from dejavu.site import qr

MODULE = 4  # pixels


def drawn(markup: str) -> np.ndarray:
    """What the SVG shows, in grey: a light square, and the one path of dark lines on it."""
    view = BeautifulSoup(markup, "html.parser").svg
    size = int(view["viewbox"].split()[2])
    ground, dark = view.find_all("path")
    assert (ground["fill"], ground["d"]) == ("#fff", f"M0 0h{size}v{size}h-{size}z")
    assert dark["stroke"] == "#000" and "currentColor" not in markup
    picture = np.full((size, size), 255, dtype=np.uint8)
    x = y = 0.0
    for move, right, down in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", dark["d"]):
        if move == "h":
            picture[int(y), int(x) : int(x + float(right))] = 0
            x += float(right)
        else:
            start = (0.0, 0.0) if move == "M" else (x, y)
            x, y = start[0] + float(right), start[1] + float(down)
    return picture.repeat(MODULE, axis=0).repeat(MODULE, axis=1)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org/teach/same-reasons.html?view=weigh%20heavily&by=<era>#fig-reasons",
        "https://example.org/déjà-vu/“back”",
        "https://example.org/" + "long/" * 60,
    ],
)
def test_a_code_is_read_from_its_drawing(address):
    markup = qr.svg(address)
    picture = drawn(markup)
    [code] = zxingcpp.read_barcodes(picture)
    assert (code.text, code.ec_level) == (address, "M")
    quiet = qr.QUIET * MODULE
    dark = np.argwhere(picture == 0)
    assert dark.min() == quiet and dark.max() == len(picture) - quiet - 1
    assert BeautifulSoup(markup, "html.parser").span["aria-label"] == f"QR code: {address}"
    assert qr.svg(address) == markup
