"""The role cards of a hearing: each half a side of A4, to be cut apart."""

from __future__ import annotations

from dejavu.project import data
from dejavu.site.policy import policy
from dejavu.site.render import render
from dejavu.teach.pieces import Seminar


def page(seminar: Seminar) -> str:
    """The cards as a page of HTML."""
    cards = [(box["said"], seminar.html(*box.children[1:])) for box in seminar.boxes("role")]
    package = data().package
    return render(
        "roles.html", seminar=seminar, package=package, cards=cards, policy=policy()
    ) + "\n"  # fmt: skip
