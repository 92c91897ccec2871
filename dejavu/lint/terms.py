"""Terms of the glossary in a chapter's prose: where each is first used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dejavu.chapters import grammar
from dejavu.links.glossary import Entry, entries, look_up

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


#: What is not a writer's running prose: a term in it is neither a use nor to be marked.
HIDDEN = re.compile(
    r"\A---\n.*?\n---\n"  # front matter
    r"|^(?P<ticks>`{3,})\{code-cell\}.*?^(?P=ticks)[ ]*$"
    r"|^(?:`{3,}|:{3,})\{[^\n]*$"  # the first line of a directive, with its title
    r"|^:[\w-]+:[^\n]*$"  # an option
    r"|^\#{1,6} [^\n]*$"  # a heading
    r"|\{[\w:-]+\}`[^`]+`"  # a role
    r"|`[^`\n]+`"
    r"|\[[^\]\n]*\]\([^)\n]*\)"  # a link
    r"|“[^”\n]*”",
    re.M | re.S,
)


ACRONYM = re.compile(r"[A-Z]{2,}")


def unmarked(text: str) -> Iterator[tuple[int, str]]:
    """Terms not marked where a chapter's prose first uses them: line, what to write."""
    marked: set[Entry] = set()
    seen: set[Entry] = set()
    for start, found in sorted([*_marks(text), *_uses(text)], key=lambda one: one[0]):
        if isinstance(found, Entry):
            marked.add(found)
            continue
        words, entry = found
        if entry not in marked | seen:
            seen.add(entry)
            line = text.count("\n", 0, start) + 1
            yield line, f"{words!r} is a term, used here first: expected {_role(words, entry)}"


def _marks(text: str) -> Iterator[tuple[int, Entry]]:
    for hidden in HIDDEN.finditer(text):
        role = grammar.ROLE.fullmatch(hidden[0])
        if role and role["role"] == "term":
            try:
                yield hidden.start(), look_up(role["text"])
            except KeyError:
                continue  # told by vocabulary, with its line


def _uses(text: str) -> Iterator[tuple[int, tuple[str, Entry]]]:
    prose = HIDDEN.sub(lambda hidden: re.sub(r"[^\n]", "\0", hidden[0]), text)
    pattern, owners = _forms()
    for use in pattern.finditer(prose):
        owner = owners[int(use.lastgroup[1:])]
        if owner:
            gloss = re.match(r" \((\w+)\)", prose[use.end() :])
            glossed = gloss and {gloss[1], gloss[1].removesuffix("s")} & set(owner.names)
            yield use.start(), (use[0] + gloss[0] if glossed else use[0], owner)


def _role(words: str, entry: Entry) -> str:
    shown, name = grammar.term(words)
    return f"{{term}}`{shown}`" if name in entry.names else f"{{term}}`{words} <{entry.names[0]}>`"


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
