"""The public page that tells how suggestions come about: every number on it is the one that the code uses."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kemitraan.rupiah import number
from partnerships.matching.fairness import FAIR
from partnerships.matching.rules import LEAST_SHARE
from partnerships.matching.score import LEAST_RELEVANCE, NEUTRAL
from partnerships.services.exposure import HALF_LIFE_DAYS, WAITING_DAYS
from partnerships.services.matching import LIMIT
from partnerships.services.weights import active_weights
from partnerships.wording import method
from partnerships.wording.rules import LABELS as RULES
from partnerships.wording.rules import tolerance_percent
from partnerships.wording.scores import weight_tables

_IN_RULES = {
    "least": number(round(100 * LEAST_SHARE, 1)),
    "tolerance": tolerance_percent(),
}


@require_safe
def page(request):
    weights = active_weights()
    return render(
        request,
        "partnerships/method.html",
        {
            "read_of_umkm": method.READ_OF_UMKM.values(),
            "read_of_need": method.READ_OF_NEED.values(),
            "never_read": method.NEVER_READ.values(),
            "never_asked": method.NEVER_ASKED,
            "rules": [
                (label, method.RULES_IN_WORDS[code] % _IN_RULES) for code, label in RULES.items()
            ],
            "weights": weights,
            "tables": weight_tables(weights),
            "company_percent": round(100 * weights.company_power),
            "umkm_percent": round(100 * (1 - weights.company_power)),
            "neutral_percent": round(100 * NEUTRAL),
            "least_percent": round(100 * LEAST_RELEVANCE),
            "limit": LIMIT,
            "fair": FAIR,
            "floor_percent": round(100 * FAIR.floor),
            "waiting_days": WAITING_DAYS,
            "half_life_days": HALF_LIFE_DAYS,
        },
    )
