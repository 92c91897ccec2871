"""Quizzes as GIFT and QTI, read back by programs that other people wrote."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
import qti2latex as reader_1
from conftest import ROOT
from lxml import etree
from onyx2moodle import parser as reader_2
from ua_exam.gift_parser import parse_gift_content

from reorg.exports import quizzes
from reorg.exports.quizzes import Question
from reorg.tables.problem import Unreadable

PEGJS = Path(os.environ.get("GIFT_PEGJS", ROOT / "_build" / "gift" / "node_modules" / "gift-pegjs"))
HOW_TO = (
    "the whole of GIFT is read by gift-pegjs, which needs Node: set GIFT_PEGJS to its folder, or "
    "`npm install --ignore-scripts --prefix _build/gift gift-pegjs@1.0.2`"
)
#: A year and a letter first, every sign that one of the forms minds, and a second line.
AWKWARD = "1974: “said” 'so' \"twice\", £5 & 3% {x} = ~y #2 \\ <b>a</b> &amp; a->b\n// A. next\\n"
TITLE = "Same reasons: <opposite> directions & “back”"
QUIZ = [
    Question("choice-1", AWKWARD, "A. Right, " + AWKWARD, ("B. 1982", "c) " + AWKWARD),
             "Because: " + AWKWARD, "choice"),
    Question("choice-2", "Who?", "42", ("true", "#3", "~"), "It is 42.", "choice"),
    Question("number-1", "1974 was when? " + AWKWARD, "1974", (), AWKWARD, "number"),
    Question("number-2", "How many, to a tenth?", "-1.5", (), "So {it} is.", "number", 0.1),
    Question("truth-1", "T or F: " + AWKWARD, "true", (), AWKWARD, "truth"),
    Question("truth-2", "Is it?", "false", (), "No.", "truth"),
]  # fmt: skip


def flat(text: str) -> str:
    return " ".join(text.split())


def test_gift_is_read_whole():
    """By the parser of GIFT that most editors use; texts letter for letter."""
    if not (PEGJS.exists() and shutil.which("node")):
        pytest.skip(HOW_TO)
    code = (
        f"const {{parse}} = require({json.dumps(str(PEGJS))});"
        "console.log(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8'))))"
    )
    node = ["node", "-e", code]
    said = subprocess.run(
        node, input=quizzes.gift(QUIZ, TITLE), capture_output=True, text=True, check=True
    ).stdout
    category, *read = json.loads(said)
    assert category == {"type": "Category", "title": TITLE}
    for one, asked in zip(read, QUIZ, strict=True):
        assert (one["title"], one["stem"]) == (asked.name, plain(asked.asks))
        assert one["globalFeedback"] == plain(asked.because)
        if asked.kind == "choice":
            given = [(answer["text"], answer["isCorrect"]) for answer in one["choices"]]
            assert given == [(plain(text), text == asked.right) for text in asked.answers]
        elif asked.kind == "number":
            value = one["choices"]
            assert (value["number"], value["range"]) == (float(asked.right), asked.tolerance)
        else:
            assert one["isTrue"] == (asked.right == "true")


def plain(text: str) -> dict[str, str]:
    return {"format": "plain", "text": text}


def test_gift_is_read_by_a_maker_of_exams():
    """It has no numbers, no explanations and no format, and takes entities for their signs."""
    read = parse_gift_content(quizzes.gift(QUIZ, TITLE))
    assert [one["title"] for one in read] == [one.name for one in QUIZ]

    def text(one: str) -> str:
        return html.unescape(one).replace("\n", "\\n")

    for one, asked in zip(read, QUIZ, strict=True):
        assert one["category"] == html.unescape(TITLE)
        assert one["text"] == f"[plain]{text(asked.asks)}"
        options = [(option["text"], option["is_correct"]) for option in one["options"]]
        wanted = [(text(words), words == asked.right) for words in asked.answers]
        assert options == (wanted if asked.kind == "choice" else [])
        if asked.kind == "truth":
            assert (one["type"], one["correct"]) == ("true_false", asked.right == "true")


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """The quiz in both versions, unpacked."""
    folder = tmp_path_factory.mktemp("qti")
    for version in ("1.2", "2.1"):
        ZipFile(quizzes.qti(folder / f"{version}.zip", QUIZ, TITLE, version)).extractall(
            folder / version
        )
    return folder


def test_qti_1_2_is_read(packages):
    """Title, questions, answers, which is right and why, by what prints exams from Canvas."""
    [file] = [path for path in reader_1.read_qti_dir(packages / "1.2") if "questions" in path.name]
    root = etree.parse(file).getroot()
    assert reader_1.first(reader_1.findall_anyns(root, "assessment")).get("title") == TITLE
    items = reader_1.findall_anyns(root, "item")
    for item, asked in zip(items, QUIZ, strict=True):
        assert item.get("ident") == item.get("title") == asked.name
        assert html.unescape(reader_1.get_item_stem(item)) == asked.asks
        kind = reader_1.guess_type(reader_1.get_qti_metadata(item), item)
        assert kind == {
            "choice": "multiple_choice_question", "number": "numerical_question",
            "truth": "true_false_question",
        }[asked.kind]  # fmt: skip
        right, choices = reader_1.get_correct_idents(item), dict(reader_1.get_choices(item))
        if asked.kind == "number":
            assert {float(value) for value in right} == {float(asked.right)} and not choices
            bounds = [item.findtext(f".//{{*}}{bound}") for bound in ("vargte", "varlte")]
            below, above = (float(asked.right) + sign * asked.tolerance for sign in (-1, 1))
            assert [float(bound) for bound in bounds] == [below, above]
        else:
            assert list(map(html.unescape, choices.values())) == shown(asked)
            assert [shown(asked).index(html.unescape(choices[one])) for one in right] == [
                asked.answers.index(asked.right)
            ]
        [because] = reader_1.findall_anyns(item, "itemfeedback")
        said = reader_1.text_of(reader_1.first(reader_1.findall_anyns(because, "mattext")))
        assert html.unescape(said) == asked.because
        told = reader_1.first(reader_1.findall_anyns(item, "displayfeedback"))
        assert told.get("linkrefid") == because.get("ident") == "general_fb"


def shown(asked: Question) -> list[str]:
    return [text.capitalize() if asked.kind == "truth" else text for text in asked.answers]


def test_qti_2_1_is_read(packages):
    """The same, by what takes questions from ONYX to Moodle."""
    files = sorted((packages / "2.1" / "qti21_items").glob("item_*.xml"))
    for file, asked in zip(files, QUIZ, strict=True):
        item = reader_2.parse_item(file)
        assert item.identifier == item.title == asked.name
        assert flat(reader_2._text(item.body_xml[0])) == flat(asked.asks)
        [declared], [one] = item.response_decls.values(), item.interactions
        if asked.kind == "number":
            assert (one.kind, declared.base_type) == ("textEntry", "float")
            assert [float(value) for value in declared.correct_values] == [float(asked.right)]
            within = etree.fromstring(item.raw_xml).find(".//{*}equal").get("tolerance")
            assert within == f"{float(asked.tolerance)} {float(asked.tolerance)}"
        else:
            assert (one.kind, one.max_choices) == ("choice", 1)
            assert [words(choice.html) for choice in one.choices] == list(map(flat, shown(asked)))
            right = one.choices[asked.answers.index(asked.right)]
            assert declared.correct_values == [right.identifier]
        said = {note.identifier: words(note.html) for note in item.feedback}
        assert said == dict.fromkeys(("correct_fb", "incorrect_fb"), flat(asked.because))


def words(inside: str) -> str:
    return flat("".join(etree.fromstring(f"<x>{inside}</x>").itertext()))


def test_a_right_answer_to_qti_2_1_scores_and_a_wrong_one_does_not(packages):
    for file in (packages / "2.1" / "qti21_items").glob("item_*.xml"):
        branches = etree.parse(file).find(".//{*}responseCondition")
        given = [
            {rule.get("identifier"): rule[0].text for rule in branch.findall("{*}setOutcomeValue")}
            for branch in branches
        ]
        assert given == [
            {"SCORE": "100", "FEEDBACKBASIC": "correct_fb"},
            {"SCORE": "0", "FEEDBACKBASIC": "incorrect_fb"},
        ]


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_what_a_package_names_is_in_it(packages, version):
    root = etree.parse(packages / version / "imsmanifest.xml")
    names = {element.get("href") for element in root.iter("{*}file")}
    inside = {
        path.relative_to(packages / version).as_posix()
        for path in (packages / version).rglob("*.xml")
    }
    assert names == inside - {"imsmanifest.xml"}
    assert root.find(".//{*}general/{*}title/{*}string").text == TITLE


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_the_same_quiz_gives_the_same_bytes(tmp_path, monkeypatch, version):
    first = quizzes.qti(tmp_path / "a.zip", QUIZ, TITLE, version).read_bytes()
    monkeypatch.setattr(time, "strftime", lambda form, *_: "2359")
    again = quizzes.qti(tmp_path / "b.zip", QUIZ, TITLE, version).read_bytes()
    assert first == again
    year = re.compile(rb"20\d\d-\d\d-\d\d")
    with ZipFile(tmp_path / "a.zip") as made:
        assert not any(year.search(made.read(name)) for name in made.namelist())
    other = [QUIZ[0]._replace(because="Another."), *QUIZ[1:]]
    assert quizzes.qti(tmp_path / "c.zip", other, TITLE, version).read_bytes() != first


def test_without_the_extra_its_name_is_told(tmp_path):
    """And GIFT is written without it."""
    code = (
        "import sys; sys.modules['qti_package_maker'] = None\n"
        "from pathlib import Path; from reorg.exports import quizzes as q\n"
        "quiz = [q.Question('a', 'Is it?', 'true', (), 'Yes.', 'truth')]\n"
        "print(q.gift(quiz, 'Quiz')); q.qti(Path('a.zip'), quiz, 'Quiz', '1.2')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert "::a::[plain]Is it?" in run.stdout
    assert 'QTI needs the extra "quiz": pip install --editable ".[quiz]"' in run.stderr
    assert not (ROOT / "a.zip").exists()


GOOD = Question("a-1", "Who?", "X", ("Y", "Z"), "Because.", "choice")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "A 1"}, "row A 1, name: 'A 1': expected small letters"),
        ({"asks": " "}, "row a-1, asks: ' ': expected words"),
        ({"because": ""}, "row a-1, because: '': expected words"),
        ({"asks": "a\0"}, "expected no control characters"),
        ({"kind": "essay"}, "row a-1, kind: 'essay': expected one of choice, number, truth"),
        ({"wrong": ()}, "row a-1, wrong: '': expected at least one other answer"),
        ({"wrong": ("Y", " x ")}, "row a-1, wrong: ' x ': expected an answer other than the right"),
        ({"wrong": ("Y", "Y")}, "row a-1, wrong: 'Y': expected an answer that is given once"),
        ({"wrong": ("Y", "%50% Z")}, "row a-1, wrong: '%50% Z': expected another sign first"),
        ({"wrong": ("Y", "")}, "row a-1, wrong: '': expected words"),
        ({"kind": "number", "wrong": (), "right": "1,500"}, "right: '1,500': expected a number"),
        ({"kind": "number", "right": "1"}, "wrong: 'Y; Z': expected no other answers"),
        ({"kind": "truth", "wrong": (), "right": "yes"}, "right: 'yes': expected true or false"),
        ({"tolerance": 1}, "row a-1, tolerance: '1': expected 0, or more for a number"),
        ({"kind": "number", "wrong": (), "right": "1", "tolerance": -1}, "tolerance: '-1'"),
    ],
)  # fmt: skip
def test_each_fault_is_told_by_question_and_field(changed, told):
    assert not list(quizzes.faults([GOOD], "quiz"))
    [fault] = quizzes.faults([GOOD._replace(**changed)], "quiz")
    assert told in str(fault) and str(fault).startswith("quiz, ")


def test_all_faults_are_told_at_once_and_nothing_is_written(tmp_path):
    bad = [GOOD, GOOD, GOOD._replace(name="b", asks="", because="")]
    for write in (
        lambda: quizzes.gift(bad, "quiz"),
        lambda: quizzes.qti(tmp_path / "a.zip", bad, "quiz", "1.2"),
    ):
        with pytest.raises(Unreadable) as told:
            write()
        assert [(one.row, one.field) for one in told.value.problems] == [
            ("a-1", "name"), ("b", "asks"), ("b", "because"),
        ]  # fmt: skip
    assert not list(tmp_path.iterdir())
