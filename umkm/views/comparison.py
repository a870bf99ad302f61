"""Up to four suppliers side by side: open to everybody, and an address to share."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kemitraan.reference.models import District
from umkm.comparison import LEAST, MOST, side_by_side
from umkm.models import Umkm

#: More keys than this in one address are somebody's play.
_READ = 50


class PointForm(forms.Form):
    """From where distances are counted."""

    dari = forms.ModelChoiceField(
        label=_("Jarak dari pusat kecamatan"),
        queryset=District.objects.in_regency(settings.REGENCY),
        required=False,
        empty_label=_("Tidak dihitung"),
        error_messages={"invalid_choice": _("Pilih dari daftar.")},
    )


@require_safe
def compare(request):
    """`?umkm=1&umkm=2`: two to four; what is wrong with the choice is said, with the way to mend it."""
    keys, missing = _keys(request.GET.getlist("umkm"))
    rows = Umkm.objects.listed().with_labels()
    too_many = len(keys) > MOST
    found = (rows if too_many else rows.with_offer(timezone.localdate())).in_bulk(keys)
    firms = [found[key] for key in keys if key in found]
    missing += len(keys) - len(firms)
    form = PointForm(request.GET)
    point = form.cleaned_data["dari"] if form.is_valid() else None
    is_whole = LEAST <= len(firms) <= MOST
    return render(
        request,
        "umkm/compare.html",
        {
            "firms": firms,
            "form": form,
            "missing": missing,
            "too_many": len(firms) > MOST,
            "most": MOST,
            "columns": [
                {"umkm": firm, "without": _without(request.GET, firm.pk)} for firm in firms
            ],
            "may_drop": len(firms) > LEAST,
            "rows": side_by_side(firms, point=point) if is_whole else [],
        },
    )


def _keys(values: list[str]) -> tuple[list[int], int]:
    """Each key once, in the order in which they were chosen, and how many values were none."""
    numbers = [value for value in values[:_READ] if value.isdecimal() and len(value) < 19]
    return list(dict.fromkeys(map(int, numbers))), len(values[:_READ]) - len(numbers)


def _without(given: QueryDict, key: int) -> str:
    """The address with one firm less."""
    rest = given.copy()
    rest.setlist("umkm", [value for value in given.getlist("umkm") if value != str(key)])
    return rest.urlencode()
