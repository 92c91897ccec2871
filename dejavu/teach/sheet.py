"""The student's sheet of a seminar: one side of A4, on the web and as a PDF.

The sheet works with no network and no laptop. Its address and the square that a phone reads lead
to the chart it shows, where the site has an address.
"""

from __future__ import annotations

from markupsafe import Markup

from dejavu.figures import printed
from dejavu.figures.frame import source_line
from dejavu.project import data
from dejavu.site import qr
from dejavu.site.policy import policy
from dejavu.site.render import render
from dejavu.teach.pieces import Seminar, chart
from dejavu.teach.readings import cited


def page(seminar: Seminar, base: str) -> str:
    """The sheet as a page of HTML; ``base`` is the site's address, if it has one."""
    (box,) = seminar.boxes("sheet")
    shown = chart(box["chart"])
    essential = [one for one in seminar.boxes("readings")[0]["listed"] if one.use == "essential"]
    address = f"{base.rstrip('/')}/{shown.address}" if base else ""
    package = data().package
    return render(
        "sheet.html", seminar=seminar, package=package, meta=shown.meta, policy=policy(),
        picture=printed.picture(shown.figure), source=source_line(shown.meta),
        task=seminar.html(*box.children), exercises=seminar.exercises(),
        readings=[(seminar.html(*cited(one.source)), one.note) for one in essential],
        address=address, code=qr.svg(address) if address else Markup(), chart=shown.address,
    ) + "\n"  # fmt: skip
