"""What a row rests on, for lists and forms: the words and the address of each source."""

from __future__ import annotations

from dejavu.project import data


def sources(table: str, row_id: str, page: str, field: str = "") -> list[dict[str, str]]:
    """The sources of a row, or of one of its fields, and how well each holds what it is cited for.

    A source is in the register, or one of our articles, which ``page`` has.
    """
    citations = data().record.citations
    mine = citations[(citations["table"] == table) & (citations["row_id"] == row_id)]
    if field:
        mine = mine[mine["field"] == field]
    register = data().record.sources.set_index("source_id")
    found = []
    for cited in mine.drop_duplicates("source_id").to_dict("records"):
        key = cited["source_id"]
        if key in register.index:
            source = register.loc[key]
            href = source["url"] if isinstance(source["url"], str) else ""
            text = f"{source['publisher']}, {source['title']}"
        else:
            href, text = f"{page}#article-{key}", f"article {key} itself"
        found.append({"text": text, "href": href, "how": cited["verification"]})
    return found
