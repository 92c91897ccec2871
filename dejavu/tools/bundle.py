"""A smaller Plotly for a release: ``python -m dejavu.tools.bundle`` (that is, ``make bundle``).

The wheel's bundle draws every kind of chart there is, at 4.8 MB. The book draws bars and points,
for which Plotly publishes a bundle of 1.2 MB. It is fetched by npm, held to the digests below and
kept in ``_build``; a build takes it if it is there and whole, and the wheel's otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import plotly

from dejavu.project import ROOT, BookError

WHEEL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
NAME, VERSION = "plotly.js-basic-dist-min", "4.1.1"
INSIDE = "package/plotly-basic.min.js"
#: SHA-512 of the package as npm publishes it, and of the script in it.
PACKAGE = "1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ=="
SCRIPT = "orZ6OgVLrRp8vSfEJ9XXGswEzLgmW4nqH1ja1cWJRPqwAkyU0GcrM42aDvIcJjrK9EmGWyVZ3tpMmHXbCrrIaA=="
KEPT = ROOT / "_build" / "plotly" / "plotly-basic.min.js"


class BundleError(BookError):
    """The bundle is not what it should be, or could not be had."""


def digest(content: bytes) -> str:
    """SHA-512 as npm writes it.

    >>> digest(b"")[:8]
    'z4PhNX7v'
    """
    return base64.b64encode(hashlib.sha512(content).digest()).decode()


def chosen(kept: Path = KEPT) -> Path:
    """The bundle for a build: the small one if it is there and whole, the wheel's otherwise."""
    return kept if kept.exists() and digest(kept.read_bytes()) == SCRIPT else WHEEL


def script_of(package: bytes) -> bytes:
    """The script in a package. Raises ``BundleError`` if either is not the one that is pinned."""
    _hold(f"{NAME} {VERSION}", package, PACKAGE)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        found = archive.extractfile(INSIDE)
        content = found.read() if found else b""
    _hold(INSIDE, content, SCRIPT)
    return content


def _hold(name: str, content: bytes, wanted: str) -> None:
    if digest(content) != wanted:
        raise BundleError(f"{name}: SHA-512 is {digest(content)}, expected {wanted}")


def version_of(script: Path) -> str:
    """The version that a bundle says it is."""
    head = script.read_text(encoding="utf-8")[:200]
    found = re.search(r"plotly\.js(?: \(.*?\))? v([\d.]+)", head)
    return found[1] if found else "unknown"


def packed(name: str, version: str, wanted: str) -> bytes:
    """A package from the registry that npm is set to. Raises ``BundleError`` if it can't be had, or
    is not the one of this SHA-512."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", folder]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)
        except FileNotFoundError:
            raise BundleError(f"npm is needed to fetch {name}, and was not found") from None
        except subprocess.CalledProcessError as error:
            raise BundleError(f"npm could not fetch {name} {version}: {error.stderr}") from None
        package = next(Path(folder).glob("*.tgz")).read_bytes()
    _hold(f"{name} {version}", package, wanted)
    return package


def main() -> int:
    try:
        if version_of(WHEEL) != VERSION:
            raise BundleError(
                f"the wheel's Plotly is {version_of(WHEEL)}, the bundle named here {VERSION}: "
                "pictures and live charts would differ; pin the bundle of the wheel's version"
            )
        script = script_of(packed(NAME, VERSION, PACKAGE))
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_bytes(script)
    print(f"{KEPT.relative_to(ROOT)}: {len(script) / 1e6:.1f} MB; the next build takes it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
