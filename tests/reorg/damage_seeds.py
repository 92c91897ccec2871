"""Ways to damage a card or a coding: what editors save, what YAML makes of slips, what is out of
place. Each is a function of the file's text and a source of chance that gives bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[str, Random], bytes]
#: Values that some field takes for what they are not.
ODD = [
    "{}", "[]", "'{}'", "{a: b}", "[a, [b]]", "''", "~", "null", "true", "NaN", "Infinity", "-1",
    "1e999", "1_500", "0x1F", "١٢", "२०१४-१२", "2014/2013", "2014-13-45", "javascript:alert(1)",
    "ftp://example.org/x", "\"\\0\"", "\"\\u200b\"", "\"\\u202e\"", "!!python/object:os.system x",
    "&a b", "*a", "|", ">-", "- x", "a: b: c", "'unclosed", "@x", "`x`", "%x", "x" * 300_000,
    "9" * 5_000, "../../../etc/passwd", "\U0001f600", "\"\\ud800\"", "? x", "<<", "003-99",
]  # fmt: skip
KINDS: dict[str, Damage] = {}


def of_text(name: str, function: Callable[[str, Random], str]) -> None:
    KINDS[name] = lambda text, chance: function(text, chance).encode("utf-8", "surrogatepass")


def of_bytes(name: str, function: Callable[[bytes, Random], bytes]) -> None:
    KINDS[name] = lambda text, chance: function(text.encode(), chance)


def of_line(name: str, function: Callable[[str, Random], list[str]]) -> None:
    """A damage of one line, which becomes others."""

    def damaged(text: str, chance: Random) -> str:
        lines = text.splitlines()
        at = chance.randrange(len(lines))
        lines[at : at + 1] = function(lines[at], chance)
        return "\n".join(lines) + "\n"

    of_text(name, damaged)


def valued(text: str, chance: Random) -> str:
    """Another value for one field."""
    fields = list(re.finditer(r"(?m)^([ -]*\w+:) (.+)$", text))
    field = chance.choice(fields)
    return text[: field.start(2)] + chance.choice(ODD) + text[field.end(2) :]


def emptied(text: str, chance: Random) -> str:
    """A value, list or mapping of one field for a whole block."""
    fields = list(re.finditer(r"(?m)^( *(?:- )?\w+:)[^\n]*\n(?:\1? +[^\n]*\n)*", text))
    field = chance.choice(fields)
    return text[: field.end(1)] + f" {chance.choice(ODD)}\n" + text[field.end() :]


def several(text: str, chance: Random) -> str:
    for _ in range(5):
        text = valued(text, chance)
    return text


of_text("another value", valued)
of_text("another value for a block", emptied)
of_text("several other values", several)
of_line("a line twice", lambda line, _: [line, line])
of_line("a line gone", lambda line, _: [])
of_line("a line cut", lambda line, chance: [line[: chance.randrange(len(line) + 1)]])
of_line("a tab before a line", lambda line, _: ["\t" + line])
of_line("a tab in a line", lambda line, _: [line.replace(" ", "\t", 1)])
of_line("a line further in", lambda line, chance: [" " * chance.randrange(1, 5) + line])
of_line("a key misspelt", lambda line, _: [re.sub(r"(\w)(\w):", r"\2\1:", line, count=1)])
of_line("a control character", lambda line, chance: [line + chr(chance.choice([0, 7, 27, 127]))])
of_line("a zero-width space in a key", lambda line, _: [line.replace(":", "\u200b:", 1)])
of_line("another line end", lambda line, chance: [line + chance.choice("\r\x85\u2028\x0c")])
of_text("nested lists", lambda text, _: "[" * 100_000)
of_text("nested mappings", lambda text, _: "{a: " * 100_000)
of_text("nested blocks", lambda text, _: "- " * 100_000)
of_text("nested keys", lambda text, _: "? " * 100_000)
of_text("nested in a field", lambda text, _: text + "setting2: " + "[" * 50_000 + "]" * 50_000)
of_text(
    "anchors that multiply",
    lambda text, _: (
        "a0: &a0 [x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    ),
)
of_text("a list on top", lambda text, _: "- " + text.replace("\n", "\n  "))
of_text("a scalar", lambda text, _: "just words\n")
of_text("nothing", lambda text, _: "")
of_text("comments alone", lambda text, _: "# nothing\n")
of_text("two documents", lambda text, _: text + "---\n" + text)
of_text("a document end", lambda text, _: text + "...\n%TAG\n")
of_text("the beginning alone", lambda text, chance: text[: chance.randrange(len(text))])
of_text("the end alone", lambda text, chance: text[chance.randrange(len(text)) :])
of_text("a byte order mark", lambda text, _: "\ufeff" + text)
of_text("CRLF", lambda text, _: text.replace("\n", "\r\n"))
of_text("a surrogate", lambda text, chance: text.replace("e", "\ud800", 1))
of_text("very long", lambda text, _: text + "# " + "x" * 2_000_000)
of_bytes("Windows-1252", lambda raw, _: raw.decode().encode("cp1252", errors="replace"))
of_bytes("UTF-16", lambda raw, _: raw.decode().encode("utf-16"))
of_bytes("UTF-16 without a mark", lambda raw, _: raw.decode().encode("utf-16-le"))
of_bytes("bytes", lambda raw, chance: chance.randbytes(2_000))


@lambda function: of_bytes("one byte", function)
def _(raw: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.randbytes(1) + raw[at + 1 :]
