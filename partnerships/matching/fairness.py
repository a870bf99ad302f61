"""Who gets a place on a list: the best, and among the nearly as good those who have been shown least.

Not a shuffle. The score decides the order in which a list is shown; exposure decides who among comparable firms is on it.

1. The first KEPT of the plain ranking are always on the list: the buyer sees the best there are.
2. Nobody is chosen whose score is below FLOOR of the score that the plain list ends with: that bounds what a list can lose.
3. The places for those who WAIT go to fitting firms that no list has shown for long (the caller says which): who has waited
   longest first, so that each has its turn, and the best first among those who began to wait on the same day.
4. The rest go by S / (1 + E) ** GAMMA, where E is what a firm has been shown: 1 / log2(rank + 1) for each list, fading.

The chosen are then put in the order of their true scores. GAMMA after the measurement in docs/matching.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

#: Candidates of a ranking among whom places are given.
POOL = 200


@dataclass(frozen=True)
class Policy:
    gamma: float = 0.5
    kept: int = 3
    waiting_places: int = 2
    floor: float = 0.85

    def __post_init__(self):
        if not 0 <= self.gamma <= 1 or not 0 < self.floor <= 1:
            raise ValueError("gamma must be from 0 to 1, and floor above 0 and at most 1")
        if self.kept < 0 or self.waiting_places < 0:
            raise ValueError("places cannot be fewer than none")


PLAIN = Policy(gamma=0.0, kept=0, waiting_places=0, floor=1.0)
FAIR = Policy()


class Choice(NamedTuple):
    """Positions in the ranking, the best first, and which of them have their place because they waited."""

    positions: tuple[int, ...]
    lifted: frozenset[int]


class Ledger:
    """How much each UMKM has been shown; what it does not know has not been shown at all."""

    def __init__(self, exposure: Mapping[int, float] | None = None):
        self._exposure = dict(exposure or {})

    def of(self, umkm_id: int) -> float:
        return self._exposure.get(umkm_id, 0.0)

    def show(self, umkm_ids) -> None:
        """A list that shows these, the best first."""
        for rank, umkm_id in enumerate(umkm_ids, start=1):
            self._exposure[umkm_id] = self.of(umkm_id) + place_weight(rank)

    def items(self):
        return self._exposure.items()


def place_weight(rank: int) -> float:
    """What a place on a list is worth, the first one 1: readers look less and less far down."""
    return 1 / float(np.log2(rank + 1))


def choose(
    umkm_ids: np.ndarray,
    scores: np.ndarray,
    limit: int,
    ledger: Ledger,
    waiting: Collection[int] = frozenset(),
    held: Collection[int] = frozenset(),
    policy: Policy = FAIR,
    since: Mapping[int, int] = MappingProxyType({}),
) -> Choice:
    """The places of one list. `umkm_ids` and `scores` are its plain ranking, the best first; those who have `held` a place
    for waiting keep it before others get one. `since` has the day (ordinal) on which those who wait began to."""
    if len(scores) <= limit:
        return Choice(tuple(range(len(scores))), frozenset())
    pool = int(np.searchsorted(-scores, -policy.floor * scores[limit - 1], side="right"))
    pool = max(limit, min(pool, POOL))
    ids, values = umkm_ids[:pool].tolist(), scores[:pool]
    chosen = dict.fromkeys(range(min(policy.kept, limit)))
    places = min(policy.waiting_places, limit - len(chosen))
    claims = [at for at in range(limit, pool) if ids[at] in held or ids[at] in waiting]
    # Whom they would push out of the plain list has the same claim: else its last places would never be anybody's turn.
    pushed = range(limit - min(places, len(claims)), limit)
    claims = [at for at in pushed if ids[at] in held or ids[at] in waiting] + claims
    claims.sort(key=lambda at: (ids[at] not in held, since.get(ids[at], 0)))
    lifted = claims[:places]
    chosen.update(dict.fromkeys(lifted))
    shown = np.array([ledger.of(umkm_id) for umkm_id in ids])
    order = np.lexsort((umkm_ids[:pool], -values / (1 + shown) ** policy.gamma))
    for at in order.tolist():
        if len(chosen) == limit:
            break
        chosen.setdefault(at)
    return Choice(tuple(sorted(chosen)), frozenset(lifted))
