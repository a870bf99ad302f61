"""Members of a koperasi, KUB or BUMDes: asking, answering, ending."""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kemitraan.form_pages import find_transition, form_page
from umkm.flow import MEMBERSHIP_FLOW
from umkm.models import Membership, Umkm
from umkm.services import ask_membership, change_membership
from umkm.views.keeping import kept

#: Names that a search shows.
SHOWN = 20


class SearchForm(forms.Form):
    """Typing a part of a name finds firms; choosing one asks."""

    other = forms.ModelChoiceField(Umkm.objects.none(), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args, found, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = found
        self.fields["other"].label = label
        self.fields["other"].label_from_instance = lambda row: f"{row} · {row.village.label}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pk):
    """A group asks a firm to be its member, or a firm asks a group: found by a part of the name."""
    umkm = kept(request, pk)
    words = (request.POST.get("q") or request.GET.get("q", "")).strip()[:100]
    found = Umkm.objects.verified().exclude(pk=umkm.pk).with_labels().order_by(Lower("name"), "pk")
    if umkm.is_group:
        label = _("Usaha yang diajak menjadi anggota")
    else:
        found, label = found.filter(~Q(form=Umkm.Form.SINGLE)), _("Kelompok yang Anda ikuti")
    found = found.filter(name__icontains=words) if words else found.none()
    keys = list(found.values_list("pk", flat=True)[:SHOWN])
    form = SearchForm(
        request.POST if request.method == "POST" else None,
        found=found.filter(pk__in=keys),
        label=label,
    )
    sides = (umkm, None) if umkm.is_group else (None, umkm)
    return form_page(
        request,
        form,
        partial(_ask, sides, request.user),
        template="umkm/membership.html",
        done=reverse("umkm:profile", args=[umkm.pk]),
        message=_("Permintaan keanggotaan tercatat."),
        umkm=umkm,
        words=words,
        found=keys,
    )


def _ask(sides, actor, other):
    group, member = sides
    return ask_membership(group or other, member or other, actor=actor)


@login_required
@require_POST
def answer(request, pk, membership, verb):
    """Accept, decline or end."""
    umkm = kept(request, pk)
    find_transition(MEMBERSHIP_FLOW, verb, among=MEMBERSHIP_FLOW.transitions)
    rows = Membership.objects.filter(Q(group=umkm) | Q(member=umkm))
    row = change_membership(get_object_or_404(rows, pk=membership), verb, actor=request.user)
    messages.success(request, f"{row}: {row.get_status_display()}.")
    return redirect("umkm:profile", umkm.pk)
