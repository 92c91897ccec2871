"""Terms of the glossary in a page's prose: each is linked where it is first used.

A writer links only what form can't tell: words with an everyday sense, and other names of a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dejavu.chapters import glossary, grammar
from dejavu.chapters.glossary import Entry, entries

#: Words with an everyday sense that their form does not give away. The writer marks them.
EVERYDAY = {
    "Censored": "also what a press is",
    "Footprint": "also any area that something takes up",
    "Kind": "also a sort of anything",
    "Place": "also any position, as in 'held to its place'",
    "Reform": "also change for the better in general",
    "Set-aside": "also a verb: to set a judgment aside",
}
#: Phrases that hold a term and are the name of something else.
OTHERS = {
    "Local health authority": "any local body that held the hospital budget before it was bought",
    "Māori Health Authority": "a body of New Zealand's",
}


#: What is not a writer's running prose: a term in it is not to be linked.
HIDDEN = re.compile(
    r"\A---\n.*?\n---\n"  # front matter
    r"|^(?P<ticks>`{3,})\{code-cell\}.*?^(?P=ticks)[ ]*$"
    r"|^(?:`{3,}|:{3,})\{[^\n]*$"  # the first line of a directive, with its title
    r"|^:[\w-]+:[^\n]*$"  # an option
    r"|^\#{1,6} [^\n]*$"  # a heading
    r"|\{[\w:-]+\}`[^`]+`"  # a role
    r"|`[^`\n]+`"
    rf"|{grammar.LINK.pattern}"
    r"|\[[^\]\n]*\]\([^)\n]*\)"  # any other link
    r"|“[^”\n]*”",
    re.M | re.S,
)
ACRONYM = re.compile(r"[A-Z]{2,}")


@dataclass(frozen=True)
class Use:
    """Words of a page that name a term: where they stand, and the term's entry."""

    start: int
    words: str
    entry: Entry

    @property
    def target(self) -> str:
        """The line of the glossary that has these words, or else the entry's first."""
        name = self.words[:1].upper() + self.words[1:]
        return grammar.term_target(name if name in self.entry.names else self.entry.names[0])


def linked(text: str) -> str:
    """A page's text with a link on the first use of each term that its writer has not linked."""
    for use in reversed(first_uses(text)):
        end = use.start + len(use.words)
        text = f"{text[: use.start]}[{use.words}](term:{use.target}){text[end:]}"
    return text


def first_uses(text: str) -> list[Use]:
    """The first use in running prose of each term that the writer has not linked, in order."""
    known = glossary.names()
    by_name = {name: entry for entry in entries() for name in entry.names}
    terms = (one.target for one in grammar.links(text) if one.scheme == "term")
    seen = {by_name[known[target]] for target in terms if target in known}
    found = []
    for use in _uses(text):
        if use.entry not in seen:
            seen.add(use.entry)
            found.append(use)
    return found


def _uses(text: str) -> Iterator[Use]:
    """Every use of a term in running prose, with an acronym of it in brackets that follows."""
    prose = grammar.blanked(HIDDEN, text, "\0")
    pattern, owners = _forms()
    for use in pattern.finditer(prose):
        owner = owners[int(use.lastgroup[1:])]
        if owner:
            gloss = re.match(r" \((\w+)\)", prose[use.end() :])
            glossed = gloss and {gloss[1], gloss[1].removesuffix("s")} & set(owner.names)
            yield Use(use.start(), use[0] + gloss[0] if glossed else use[0], owner)


@cache
def _forms() -> tuple[re.Pattern, list[Entry | None]]:
    """One pattern for every form of every term, the longest first, and whose each is."""
    checked = [entry for entry in entries() if entry.names[0] not in EVERYDAY]
    forms: list[tuple[str, Entry | None]] = [
        (form, entry) for entry in checked for name in entry.names for form in (name, plural(name))
    ]
    forms += [(form, None) for name in OTHERS for form in (name, plural(name))]
    forms.sort(key=lambda one: -len(one[0]))
    by_letter: dict[str, list[str]] = {}  # most words begin no term: one look at the letter tells
    for number, (form, _) in enumerate(forms):
        by_letter.setdefault(form[0].lower(), []).append(f"(?P<f{number}>{_pattern(form)})")
    choices = "|".join(
        f"(?=[{letter}{letter.upper()}])(?:{'|'.join(some)})" for letter, some in by_letter.items()
    )
    return re.compile(rf"(?<![\w-])(?:{choices})(?!\w)"), [entry for _, entry in forms]


def _pattern(form: str) -> str:
    """Names in any case and with any joint; acronyms as they are."""
    joined = r"[\s–-]+".join(re.escape(part) for part in re.split(r"[\s–-]+", form))
    joined = joined.replace("’", "['’]")
    return joined if ACRONYM.match(form) and " " not in form else f"(?i:{joined})"


def plural(name: str) -> str:
    """The plural of a name or an acronym.

    >>> plural("Health authority"), plural("CCG"), plural("Conflict of interest")
    ('Health authorities', 'CCGs', 'Conflicts of interest')
    """
    head, of, rest = name.partition(" of ")
    if re.search(r"[^aeiou]y$", head):
        return f"{head[:-1]}ies{of}{rest}"
    return f"{head}{'es' if re.search('(s|x|ch|sh)$', head) else 's'}{of}{rest}"
