"""The content-security policy of every page, and of those that run a kernel."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import furo

THEME = Path(furo.__file__).parent / "theme" / "furo"


def policy() -> str:
    """The content-security policy: this site alone, and the theme's inline script by its hash.

    Pictures and tables carry ``style`` attributes, so styles may be inline; scripts may not.
    """
    inline = re.findall(r"<script>(.*?)</script>", (THEME / "base.html").read_text("utf-8"), re.S)
    hashes = " ".join(f"'sha256-{_digest(text)}'" for text in inline)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def with_a_kernel(public: str) -> str:
    """The policy of the browser edition's pages, which no chapter has: WebAssembly, workers, and
    the ``public`` address that Python comes from where the site has no folder of it.

    >>> "worker-src 'self' blob:" in with_a_kernel("https://example.org/")
    True
    """
    return (
        "default-src 'self'; "
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; "
        f"connect-src 'self' data: {public}; worker-src 'self' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "object-src 'none'; base-uri 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
