"""Addresses as QR codes, for paper and projector."""

from __future__ import annotations

import segno
from markupsafe import Markup

from dejavu.site.render import render

QUIET = 4  # light modules all round, as ISO/IEC 18004 asks


def svg(address: str) -> Markup:
    """An address as a QR code with error correction M: an inline SVG as wide as it is given room.

    Dark on light whatever the page's theme is, because not every reader takes the reverse.

    >>> print(svg("https://example.org/a?b=1&c=2").partition("><svg ")[0])
    <span class="dv-qr" role="img" aria-label="QR code: https://example.org/a?b=1&amp;c=2"
    """
    code = segno.make_qr(address, error="M", boost_error=False)
    drawing = code.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True)
    return render("qr.html", address=address, drawing=Markup(drawing))
