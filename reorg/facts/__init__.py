"""Numbers in the prose: each computed by a named function, or a cell of a table as it stands.

Each topic is a module; to import it registers its facts.
"""

from reorg.facts import (  # noqa: F401
    agreement,
    aims,
    aims_compared,
    bills,
    checks,
    counts,
    evidence,
    governments,
    ledger,
    method,
    money,
    next,
    parallels,
    purchases,
    record,
    rule,
    sources,
    tenure,
)
from reorg.facts.registry import (
    FACTS,
    Fact,
    Rows,
    address,
    all_facts,
    anchor,
    cell,
    compare,
    compute,
    fact,
    rows,
    say,
)

__all__ = [
    "FACTS",
    "Fact",
    "Rows",
    "address",
    "all_facts",
    "anchor",
    "cell",
    "compare",
    "compute",
    "fact",
    "rows",
    "say",
]
