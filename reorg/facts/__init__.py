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
    people,
    presence,
    purchases,
    record,
    rule,
    sources,
    tenure,
    watchers,
)
from reorg.facts.claims import CLAIMS, Claim, all_claims, claim_of
from reorg.facts.registry import (
    FACTS,
    Fact,
    Rows,
    address,
    all_facts,
    cell,
    cell_parts,
    compare,
    compute,
    fact,
    rows,
    say,
    topic,
)

__all__ = [
    "CLAIMS",
    "FACTS",
    "Claim",
    "Fact",
    "Rows",
    "address",
    "all_claims",
    "all_facts",
    "cell",
    "cell_parts",
    "claim_of",
    "compare",
    "compute",
    "fact",
    "rows",
    "say",
    "topic",
]
