"""The directive ``{calculator}``: choose a sum and an item, and read what it would have bought.

The form needs ``_static/calculator.js``, which shows it; without scripts the folded table of
answers stands alone. Both rest on ``reorg.measures.purchases``, and a test holds the script to it.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters.pages import SOURCES_PAGE
from dejavu.directives.blocks import folded, form_of, link, table
from dejavu.directives.sources import sources
from dejavu.project import data
from dejavu.site.render import script_json
from reorg.measures import money, purchases
from reorg.measures.price_years import written

FIRST = {"sum": purchases.CLAIM, "item": purchases.NURSE}


class Calculator(SphinxDirective):
    """The form with its data, a table of answers, and what was left out."""

    def run(self) -> list[nodes.Node]:
        page = self.env.app.builder.get_relative_uri(self.env.docname, SOURCES_PAGE)
        shared = payload(page)
        form = form_of(
            self.env, "calculator.html", first=FIRST, shared=script_json(shared, sort_keys=True),
            sums=options(shared["sums"]), items=options(shared["items"]),
            years=[(year, written(year)) for year in sorted(shared["index"], reverse=True)],
        )  # fmt: skip
        return [
            form,
            folded("Every item, for the claimed and for the documented sum", _answers(shared)),
            folded("What the calculator leaves out, and why", _left_out()),
        ]


def payload(sources_page: str) -> dict[str, Any]:
    """What the script needs: sums, items, the price index, and links to their sources."""
    sums = {row["sum_id"]: _sum(row, sources_page) for row in _records(purchases.sums(data()))}
    items = {
        row["unit_cost_id"]: _item(row, sources_page) for row in _records(purchases.items(data()))
    }
    return {"sums": sums, "items": items, "index": money.deflators(data()).to_dict(),
            "first": FIRST}  # fmt: skip


def _records(frame) -> list[dict[str, Any]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _sum(row: dict[str, Any], page: str) -> dict[str, Any]:
    key = row["sum_id"]
    if key in set(data().record.amounts["amount_id"]):
        rests = sources("amounts", key, page)
    else:
        text = f"{row['who']}, {row['date']}: statement {key}"
        rests = [{"text": text, "href": f"{page}#statement-{key}", "how": "the article itself"}]
    kept = ("group", "stated", "low", "high", "bound", "year", "basis", "scope", "note")
    label = f"{row['stated']}: {row['who']}, {row['date']} ({row['what']})"
    return {name: row[name] for name in kept} | {"label": label, "sources": rests}


def _item(row: dict[str, Any], page: str) -> dict[str, Any]:
    kept = ("group", "kind", "item", "price", "low", "high", "year", "price_year", "source_kind",
            "buys", "caution", "note")  # fmt: skip
    label = f"{row['item']}: {row['price']} ({written(row['price_year'])})"
    rests = sources("unit_costs", row["unit_cost_id"], page)
    return {name: row[name] for name in kept} | {"label": label, "sources": rests}


def ends(rests: list[dict[str, str]]) -> list[str]:
    """What follows each source: a semicolon, or the word for all that share it."""
    follow = [one["how"] for one in rests[1:]] + [""]
    return [
        "; " if one["how"] == after else f" ({one['how']})" + ("; " if after else "")
        for one, after in zip(rests, follow, strict=True)
    ]


def options(rows: dict[str, dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen, by group: the id and the words of each.

    >>> options({"c1": {"group": "jobs", "label": "a nurse"}})
    {'Jobs': [('c1', 'a nurse')]}
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, row in rows.items():
        name = row["kind"] if row["group"] == purchases.COSTS else row["group"]
        groups.setdefault(name[0].upper() + name[1:], []).append((key, row["label"]))
    return groups


def _answers(shared: dict[str, Any]) -> nodes.Node:
    frame = purchases.answers(data())
    rows = []
    for item_id, part in frame.groupby("item_id", sort=False):
        item = shared["items"][item_id]
        cells: list[Any] = [f"{item['item']}: {item['price']}",
                            written(item["price_year"]), item["buys"]]  # fmt: skip
        for answer in part.to_dict("records"):
            cells += [answer["as it stands"], answer["in the item’s prices"]]
        about = nodes.paragraph("", f"{item['caution']} {item['note']} ".lstrip())
        for source, end in zip(item["sources"], ends(item["sources"]), strict=True):
            about += link(source["text"], source["href"])
            about += nodes.Text(end)
        rows.append((f"cost-{item_id}", [*cells, about]))
    head = ["Item and price", "Price year", "Buys"]
    for sum_id in dict.fromkeys(frame["sum_id"]):
        stated = shared["sums"][sum_id]["stated"]
        head += [f"{stated} as it stands", f"{stated} in the item’s prices"]
    return table([*head, "Note and source"], rows)


def _left_out() -> nodes.Node:
    rows = []
    for row in purchases.left_out(data()).to_dict("records"):
        note = row["note"] if isinstance(row["note"], str) else ""
        rows.append((f"cost-{row['unit_cost_id']}", [row["item"], row["reason"], note]))
    return table(["Item", "Why", "Note"], rows)


def setup(app: Sphinx) -> None:
    app.add_directive("calculator", Calculator)
