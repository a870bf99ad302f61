"""Why one suggestion stands above another (partnerships.comparison), in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.comparison import Comparison, PartDifference
from partnerships.wording.scores import LABELS
from partnerships.wording.values import amount

#: For whom a part counts.
SIDES = {
    "relevance": gettext_lazy("kesesuaian"),
    "company": gettext_lazy("manfaat perusahaan"),
    "umkm": gettext_lazy("manfaat UMKM"),
}
#: Differences of less than this many points are not worth a sentence.
WORTH_SAYING = 0.1


def verdict(comparison: Comparison, first: str, second: str) -> str:
    """Who is ahead, and by how much."""
    if abs(comparison.points) < WORTH_SAYING:
        return _("%(first)s dan %(second)s hampir sama nilainya.") % {
            "first": first,
            "second": second,
        }
    ahead, behind = (first, second) if comparison.points > 0 else (second, first)
    return _("%(ahead)s unggul %(points)s poin atas %(behind)s.") % {
        "ahead": ahead,
        "behind": behind,
        "points": amount(round(abs(comparison.points), 1)),
    }


def differences(comparison: Comparison, first: str, second: str) -> list[str]:
    """A sentence for each part that makes a difference, the largest first."""
    return [
        _difference(part, first, second)
        for part in comparison.parts
        if abs(part.points) >= WORTH_SAYING
    ]


def _difference(part: PartDifference, first: str, second: str) -> str:
    return _(
        "%(part)s (%(side)s): %(first)s %(one)s, %(second)s %(other)s; +%(points)s poin bagi %(gains)s."
    ) % {
        "part": LABELS[part.code],
        "side": SIDES[part.side],
        "first": first,
        "one": stated(part.first),
        "second": second,
        "other": stated(part.second),
        "points": amount(round(abs(part.points), 1)),
        "gains": first if part.points > 0 else second,
    }


def stated(value: float | None) -> str:
    """ "62 %", or that nobody has said."""
    return _("belum diisi") if value is None else f"{amount(round(100 * value))} %"
