"""The PDF edition: ``python -m dejavu.pdf`` (``make pdf``) writes ``_build/deja-vu.pdf``.

One file, tagged, with bookmarks: all chapters as one page of HTML, printed by a headless browser.
Charts stay vectors. What is only for the screen goes; what is folded on the screen is opened.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dejavu import ROOT, browser, build, execute
from dejavu.edition import BUILD

OUT = BUILD / "deja-vu.pdf"
WORK = BUILD / "pdf"
FOOT = (
    '<div style="width: 100%; font-size: 8px; text-align: center; font-family: sans-serif">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)
#: Cards are for the screen: on paper a number is a number, and its row stands in the data. The
#: tables of charts are in the CSV files; the rest of what is folded is printed.
SETTLE = """() => {
  for (const link of document.querySelectorAll('a.opens')) link.replaceWith(...link.childNodes);
  for (const cards of document.querySelectorAll('.opened-cards')) cards.remove();
  for (const one of document.querySelectorAll('details:not(.hide, .chart-table, .report)')) {
    one.open = true;
  }
  for (const one of document.querySelectorAll('.cell_input, .chart-table, .report')) one.remove();
  document.body.dataset.theme = 'light';
}"""


def main() -> int:
    digest = execute.project_digest()
    try:
        build.prepare(digest)
    except build.BookError as error:
        print(error, file=sys.stderr)
        return 1
    program = str(Path(sys.executable).with_name("jupyter-book"))
    command = [program, "build", str(ROOT), "-W", "--keep-going", "-q", "--builder", "singlehtml",
               "--path-output", str(WORK)]  # fmt: skip
    environment = {**os.environ, build.PREPARED: digest}
    finished = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
    if finished.returncode:
        return finished.returncode
    pages = list((WORK / "_build" / "singlehtml").glob("**/index.html"))
    print_page(max(pages, key=lambda path: path.stat().st_size), OUT)
    print(f"wrote {OUT.relative_to(ROOT)}, {OUT.stat().st_size / 1e6:.1f} MB")
    return 0


def print_page(page: Path, out: Path) -> None:
    """Print a page of HTML as a tagged PDF with bookmarks. A browser is needed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        seen = browser.launch(playwright).new_page(viewport={"width": 794, "height": 1123})
        seen.goto(page.as_uri())
        seen.evaluate(SETTLE)
        seen.pdf(
            path=out, format="A4", tagged=True, outline=True, print_background=True,
            display_header_footer=True, header_template="<span></span>", footer_template=FOOT,
            margin={"top": "16mm", "bottom": "18mm", "left": "16mm", "right": "16mm"},
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
