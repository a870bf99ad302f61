"""What lists of suggestions and MoUs can be narrowed by: the same names on pages and in the API."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import (
    Amendment,
    AmendmentStatus,
    Contract,
    Dispute,
    DisputeStatus,
    EntryStatus,
    Event,
    EventKind,
    EventStatus,
    GroupProposal,
    GroupStatus,
    Mou,
    MouMember,
    MouStatus,
    Realisation,
    Shortlist,
    ShortlistEntry,
    Signature,
    Suggestion,
    SuggestionStatus,
)

_SEARCH = forms.TextInput(attrs={"type": "search"})


class _NumberFilter(django_filters.Filter):
    """The key of a row; one that does not exist finds nothing."""

    field_class = forms.IntegerField


def _number(label, **kwargs) -> django_filters.Filter:
    return _NumberFilter(label=label, min_value=1, max_value=2**63 - 1, **kwargs)


class SuggestionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Cari UMKM, kebutuhan, atau perusahaan"), method="search", widget=_SEARCH
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        empty_label=_("Semua status"),
        choices=[pair for pair in SuggestionStatus.choices if pair[0] != "withdrawn"],
    )

    class Meta:
        model = Suggestion
        fields = ["q", "status"]

    def search(self, rows, _name, text):
        return rows.filter(
            Q(umkm__name__icontains=text)
            | Q(need__title__icontains=text)
            | Q(need__company__name__icontains=text)
        )


class SuggestionListFilter(SuggestionFilter):
    """On pages a need and a firm have lists of their own; machines ask for them."""

    need = _number(_("Nomor kebutuhan"))
    umkm = _number(_("Nomor UMKM"))


class GroupFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=GroupStatus.choices)
    need = _number(_("Nomor kebutuhan"))

    class Meta:
        model = GroupProposal
        fields = ["status"]


class MouFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Cari perusahaan, UMKM, atau nomor MoU"), method="search", widget=_SEARCH
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), empty_label=_("Semua status"), choices=MouStatus.choices
    )

    class Meta:
        model = Mou
        fields = ["q", "status"]

    def search(self, rows, _name, text):
        members = MouMember.objects.filter(umkm__name__icontains=text)
        return rows.filter(
            Q(company__name__icontains=text)
            | Q(number__icontains=text)
            | Q(title__icontains=text)
            | Q(pk__in=members.values("mou"))
        )


class MouListFilter(MouFilter):
    need = _number(_("Nomor kebutuhan"))
    company = _number(_("Nomor perusahaan"))
    umkm = _number(_("Nomor UMKM peserta"), method="has_member")

    def has_member(self, rows, _name, umkm):
        return rows.filter(pk__in=MouMember.objects.filter(umkm=umkm).values("mou"))


class ContractFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=EntryStatus.choices)
    kind = django_filters.ChoiceFilter(label=_("Jenis"), choices=Contract.Kind.choices)
    mou = _number(_("Nomor MoU"))

    class Meta:
        model = Contract
        fields = ["status", "kind"]


class RealisationFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=EntryStatus.choices)
    mou = _number(_("Nomor MoU"), field_name="contract__mou")
    contract = _number(_("Nomor kontrak"))
    umkm = _number(_("Nomor UMKM"))
    year = _number(_("Tahun"))
    quarter = django_filters.ChoiceFilter(
        label=_("Triwulan"), choices=[(str(number), str(number)) for number in range(1, 5)]
    )

    class Meta:
        model = Realisation
        fields = ["status"]


class ShortlistFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Cari nama daftar"), field_name="name", lookup_expr="icontains"
    )
    company = _number(_("Nomor perusahaan"))
    umkm = _number(_("Nomor UMKM yang ada di daftarnya"), method="has_firm")

    class Meta:
        model = Shortlist
        fields = ["q"]

    def has_firm(self, rows, _name, umkm):
        entries = ShortlistEntry.objects.standing().filter(umkm=umkm)
        return rows.filter(pk__in=entries.values("shortlist"))


class ShortlistEntryFilter(django_filters.FilterSet):
    shortlist = _number(_("Nomor daftar pendek"))
    umkm = _number(_("Nomor UMKM"))

    class Meta:
        model = ShortlistEntry
        fields = ["shortlist"]


class SignatureFilter(django_filters.FilterSet):
    mou = _number(_("Nomor MoU"))
    amendment = _number(_("Nomor amandemen"))

    class Meta:
        model = Signature
        fields: list[str] = []


class AmendmentFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=AmendmentStatus.choices)
    mou = _number(_("Nomor MoU"))

    class Meta:
        model = Amendment
        fields = ["status"]


class DisputeFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=DisputeStatus.choices)
    mou = _number(_("Nomor MoU"))

    class Meta:
        model = Dispute
        fields = ["status"]


class EventFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=EventStatus.choices)
    kind = django_filters.ChoiceFilter(label=_("Jenis"), choices=EventKind.choices)

    class Meta:
        model = Event
        fields = ["status", "kind"]
