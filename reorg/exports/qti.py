"""The QTI packages of ``quizzes``: ``qti-package-maker`` writes their frame, this fills it.

Words and names are put in afterwards, because the package would read words as HTML, take a year at
the start of a question for an identifier of its own and *A.* at the start of an answer for a label,
and has no place for explanations. Its day and its random names go, so that the same quiz gives the
same bytes.
"""

from __future__ import annotations

import contextlib
import html
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from reorg.exports.archives import archive
from reorg.exports.quizzes import Question

try:
    from lxml import etree
    from lxml.builder import ElementMaker
    from qti_package_maker.package_interface import QTIPackageInterface
except ModuleNotFoundError as missing:
    needed = 'QTI needs the extra "quiz": pip install --editable ".[quiz]"'
    raise ModuleNotFoundError(needed, name=missing.name) from missing

FRAME = "name of the quiz"  # what the package is called until it has its title
ENGINES = {"1.2": "canvas_qti_v1_2", "2.1": "blackboard_qti_v2_1"}
_1 = ElementMaker(namespace="http://www.imsglobal.org/xsd/ims_qtiasiv1p2")
_2 = ElementMaker(namespace="http://www.imsglobal.org/xsd/imsqti_v2p1")


def package(path: Path, questions: Sequence[Question], title: str, version: str) -> Path:
    """Write the package. Raises ``KeyError`` for a version other than 1.2 and 2.1."""
    trees = {name: etree.fromstring(xml) for name, xml in _frame(questions, version).items()}
    items = [item for root in trees.values() for item in root.iter("{*}item", "{*}assessmentItem")]
    for item, question in zip(items, questions, strict=True):
        (_item_1 if version == "1.2" else _item_2)(item, question)
    for root in trees.values():
        _fill(root, _words(questions) | {FRAME: title}, as_html=version == "1.2")
    return archive(path, {name: _bytes(root) for name, root in trees.items()})


def _frame(questions: Sequence[Question], version: str) -> dict[str, bytes]:
    """The package's files by name, with a place for each text."""
    maker = QTIPackageInterface(FRAME, allow_mixed=True)
    for number, question in enumerate(questions):
        maker.add_item(*_item(number, question))
    with (
        TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        maker.save_package(ENGINES[version], "made.zip")
        with ZipFile("made.zip") as made:
            return {name: made.read(name) for name in sorted(made.namelist())}


def _item(number: int, question: Question) -> tuple[str, tuple]:
    """A question as the package takes one, with places for its words."""
    if question.kind == "number":
        return "NUM", (_asks(number), float(question.right), float(question.tolerance))
    places = [_answer(number, index) for index, _ in enumerate(question.answers)]
    return "MC", (_asks(number), places, places[question.answers.index(question.right)])


def _asks(number: int) -> str:
    return f"words of question {number}"


def _answer(number: int, index: int) -> str:
    return f"words of answer {index} to question {number}"


def _words(questions: Sequence[Question]) -> dict[str, str]:
    """What stands in each place."""
    found = {_asks(number): one.asks for number, one in enumerate(questions)}
    for number, one in enumerate(questions):
        truth = one.kind == "truth"
        for index, answer in enumerate(one.answers):
            found[_answer(number, index)] = answer.capitalize() if truth else answer
    return found


def _fill(root: etree._Element, words: dict[str, str], as_html: bool) -> None:
    """Put words in their places, and take the day out. The text of 1.2 is HTML within XML."""
    for element in root.iter(etree.Element):
        if (text := element.text) in words:
            html_here = as_html and etree.QName(element).localname == "mattext"
            element.text = html.escape(words[text], quote=False) if html_here else words[text]
        if element.get("title") in words:
            element.set("title", words[element.get("title")])
    for day in root.findall(".//{*}lifeCycle"):
        day.getparent().remove(day)


def _item_1(item: etree._Element, question: Question) -> None:
    """Name and explanation of a question of 1.2, as Canvas has them."""
    item.set("ident", question.name)
    item.set("title", question.name)
    if question.kind == "truth":
        item.find(".//{*}fieldentry").text = "true_false_question"
    shown = _1.displayfeedback(feedbacktype="Response", linkrefid="general_fb")
    always = _1.respcondition(_1.conditionvar(_1.other()), shown, {"continue": "Yes"})
    item.find("{*}resprocessing/{*}outcomes").addnext(always)
    because = _1.mattext(html.escape(question.because, quote=False), texttype="text/html")
    item.append(_1.itemfeedback(_1.flow_mat(_1.material(because)), ident="general_fb"))


def _item_2(item: etree._Element, question: Question) -> None:
    """Name, explanation and score of a question of 2.1, as Blackboard has them."""
    item.set("identifier", question.name)
    item.set("title", question.name)
    declared = _2.outcomeDeclaration(
        baseType="identifier", cardinality="single", identifier="FEEDBACKBASIC"
    )
    item.find("{*}outcomeDeclaration").addnext(declared)
    condition = item.find("{*}responseProcessing/{*}responseCondition")
    otherwise = condition.find("{*}responseElse")
    if otherwise is None:
        condition[0].append(_set("SCORE", "float", "100"))
        condition.append(otherwise := _2.responseElse(_set("SCORE", "float", "0")))
    for branch, name in ((condition[0], "correct_fb"), (otherwise, "incorrect_fb")):
        branch.append(_set("FEEDBACKBASIC", "identifier", name))
        shown = {"outcomeIdentifier": "FEEDBACKBASIC", "showHide": "show", "identifier": name}
        item.append(_2.modalFeedback(_2.p(question.because), shown))


def _set(outcome: str, kind: str, value: str) -> etree._Element:
    return _2.setOutcomeValue(_2.baseValue(value, baseType=kind), identifier=outcome)


def _bytes(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xsi"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
