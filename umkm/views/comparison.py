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
from umkm.filters import find_place
from umkm.models import Umkm

#: More keys than this in one address are somebody's play.
_READ = 50


class PointForm(forms.Form):
    """From where distances are counted."""

    near = forms.CharField(
        label=_("Jarak dari desa atau kecamatan"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "places"}),
    )

    def clean_near(self):
        return find_place(self.cleaned_data["near"])


@require_safe
def compare(request):
    """`?umkm=1&umkm=2`: two to four; what is wrong with the choice is said, with the way to mend it."""
    keys, missing = _keys(request.GET.getlist("umkm"))
    rows = Umkm.objects.listed().with_labels().with_offer(timezone.localdate())
    found = rows.in_bulk(keys)
    firms = [found[key] for key in keys if key in found]
    missing += len(keys) - len(firms)
    form = PointForm(request.GET)
    point = form.cleaned_data["near"] if form.is_valid() else None
    is_whole = LEAST <= len(firms) <= MOST
    return render(
        request,
        "umkm/compare.html",
        {
            "firms": firms,
            "form": form,
            "districts": District.objects.in_regency(settings.REGENCY) if is_whole else [],
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
