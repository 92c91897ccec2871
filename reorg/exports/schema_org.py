"""The data package in the words of schema.org, by which search engines find data sets.

Every value comes from ``datapackage.json``, ``CITATION.cff`` or the tables.
https://schema.org/Dataset, https://developers.google.com/search/docs/appearance/structured-data
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reorg.measures import cycles
from reorg.tables.dataset import Dataset

Thing = dict[str, Any]
File = tuple[str, str, str]  # name, address, media type


def coverage(data: Dataset) -> str:
    """The time that the record covers: the year the first body began, and the latest evidence."""
    first = cycles.spans(data)["start_first"].min()
    return f"{first.year}/{data.package['evidenceTo']}"


def creator(author: Mapping[str, str]) -> Thing:
    """An author of ``CITATION.cff``, where people have family names and groups a name.

    >>> creator({"name": "The contributors"})
    {'@type': 'Organization', 'name': 'The contributors'}
    """
    if "name" in author:
        return {"@type": "Organization", "name": author["name"]}
    given, family = author.get("given-names", ""), author["family-names"]
    said = {"givenName": given, "familyName": family, "name": f"{given} {family}".strip()}
    return {"@type": "Person", **{name: value for name, value in said.items() if value}}


def dataset(
    data: Dataset, citation: Mapping[str, Any], files: Iterable[File], page: str = ""
) -> Thing:
    """The data package as a ``Dataset``; ``page`` is the address of its page, where it has one."""
    package = data.package
    released = str(citation["date-released"])
    made: Thing = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": package["title"],
        "description": package["description"],
        "identifier": f"urn:uuid:{package['id']}",
        "url": page,
        "version": package["version"],
        "dateCreated": package["created"],
        "datePublished": released,
        "dateModified": released,
        "license": package["licenses"][0]["path"],
        "creator": [creator(author) for author in citation["authors"]],
        "keywords": package["keywords"],
        "isAccessibleForFree": True,
        "temporalCoverage": coverage(data),
        "spatialCoverage": {"@type": "Place", "name": package["place"]},
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": resource["title"],
                "description": resource["description"],
            }
            for resource in package["resources"]
        ],
        "citation": [
            {"@type": "CreativeWork", "name": source["title"], "url": source["path"]}
            for source in package["sources"]
            if "://" in source["path"]
        ],
        "distribution": [
            {"@type": "DataDownload", "name": name, "contentUrl": address, "encodingFormat": media}
            for name, address, media in files
        ],
    }
    return {name: value for name, value in made.items() if value}
