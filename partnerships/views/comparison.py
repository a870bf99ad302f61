"""Two suggestions of one need side by side: why the one stands above the other."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnerships import wording
from partnerships.comparison import Comparison, compare
from partnerships.forms import CompareForm
from partnerships.models import Side, Suggestion
from partnerships.services.weights import weights_of
from partnerships.views.needs import need_or_404
from partnerships.wording import comparing
from partnerships.wording.scores import LABELS

#: What the rounding of stored parts can change of a score.
_ROUNDING = 0.2


@login_required
@require_safe
def page(request, pk):
    """`?a=&b=` are suggestions; with `a` alone it is compared with the next one on the list."""
    need = need_or_404(request.user, pk)
    side = None if request.user.is_official else Side.COMPANY
    ranked = list(
        need.suggestions.live().with_labels().select_related("run").order_by("-score", "umkm_id")
    )
    ranked = [row for row in ranked if row.is_scored]
    form = CompareForm(ranked, _with_second(request.GET, ranked) if request.GET else None)
    context = {"need": need, "form": form, "side": side, "choices": len(ranked)}
    if form.is_valid():
        chosen = {str(row.pk): row for row in ranked}
        first, second = chosen[form.cleaned_data["a"]], chosen[form.cleaned_data["b"]]
        context |= _compared(first, second, side)
    return render(request, "partnerships/compare.html", context)


def _with_second(given, ranked: list[Suggestion]) -> dict[str, str]:
    first, second = given.get("a", ""), given.get("b", "")
    keys = [str(row.pk) for row in ranked]
    if not second and first in keys and len(keys) > 1:
        place = keys.index(first)
        second = keys[place + 1] if place + 1 < len(keys) else keys[place - 1]
    return {"a": first, "b": second}


def _compared(first: Suggestion, second: Suggestion, side: str | None) -> dict:
    versions = {row.run.weights_version if row.run else None for row in (first, second)}
    newest = max((version for version in versions if version), default=None)
    weights = weights_of(newest)
    found = compare(first.parts, second.parts, weights, company_only=side == Side.COMPANY)
    if len(versions) == 1:
        found = _as_listed(found, first, second, side)
    names = (str(first.umkm), str(second.umkm))
    return {
        "pair": [
            {"suggestion": row, "explanation": wording.explain(row, side)}
            for row in (first, second)
        ],
        "weights": weights,
        "same_weights": len(versions) == 1,
        "company_percent": round(100 * weights.company_power),
        "umkm_percent": round(100 * (1 - weights.company_power)),
        "verdict": comparing.verdict(found, *names),
        "sentences": comparing.differences(found, *names),
        "comparison": found,
        "rows": [
            {
                "label": LABELS[part.code],
                "side": comparing.SIDES[part.side],
                "weight": round(100 * part.weight, 1),
                "values": [_cell(part.first), _cell(part.second)],
                "points": round(part.points, 1),
                "log": round(part.log, 3),
            }
            for part in found.parts
        ],
    }


def _as_listed(found: Comparison, first: Suggestion, second: Suggestion, side) -> Comparison:
    """With the scores that stand on the list: stored parts are rounded, and a tenth of a point would only raise questions."""
    name = "company_score" if side == Side.COMPANY else "score"
    listed = [float(getattr(row, name)) for row in (first, second)]
    near = all(
        abs(score - worked_out) <= _ROUNDING
        for score, worked_out in zip(listed, (found.first, found.second), strict=True)
    )
    return found._replace(first=listed[0], second=listed[1]) if near else found


def _cell(value: float | None) -> dict:
    return {
        "percent": None if value is None else round(100 * value, 1),
        "said": comparing.stated(value),
    }
