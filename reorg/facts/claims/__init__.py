"""Findings in words: each held to the data by a named function, as numbers are by facts.

Each topic is a module; to import it registers its claims.
"""

from reorg.facts.claims import (  # noqa: F401
    agreement,
    aims,
    articles,
    checks,
    evidence,
    forecasts,
    map_changes,
    money,
    next,
    parallels,
    purchases,
    story,
)
from reorg.facts.claims.registry import CLAIMS, Claim, all_claims, claim, claim_of

__all__ = ["CLAIMS", "Claim", "all_claims", "claim", "claim_of"]
