"""What lists of suggestions and MoUs can be narrowed by: the same names on pages and in the API."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investors.models import Company
from kemitraan.reference.models import Cluster, District
from partnerships import register
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
_NOT_IN_LIST = {"invalid_choice": _("Pilih dari daftar.")}


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


class RegisterFilter(django_filters.FilterSet):
    """What the public register is narrowed by. Every filter looks only at what the register shows: words that stand nowhere on it
    find nothing, so that nobody can try names out."""

    q = django_filters.CharFilter(
        label=_("Cari perusahaan, UMKM, atau program"),
        method="search",
        max_length=200,
        widget=_SEARCH,
    )
    cluster = django_filters.ModelChoiceFilter(
        label=_("Klaster"),
        empty_label=_("Semua klaster"),
        queryset=Cluster.objects.all(),
        method="has_named",
        error_messages=_NOT_IN_LIST,
    )
    district = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        empty_label=_("Semua kecamatan"),
        queryset=District.objects.in_regency(settings.REGENCY),
        method="has_named",
        error_messages=_NOT_IN_LIST,
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        empty_label=_("Semua status"),
        choices=register.PublicStatus.choices,
        method="told_as",
        error_messages=_NOT_IN_LIST,
    )
    capital = django_filters.ChoiceFilter(
        label=_("Status penanaman modal"),
        empty_label=_("PMA dan PMDN"),
        field_name="company__capital",
        choices=Company.Capital.choices,
        error_messages=_NOT_IN_LIST,
    )

    class Meta:
        model = Mou
        fields = ["q", "cluster", "district", "status", "capital"]

    def search(self, rows, _name, text):
        named = register.named_members().filter(umkm__name__icontains=text)
        return rows.filter(
            Q(company__name__icontains=text)
            | Q(programme__name__icontains=text)
            | Q(pk__in=named.values("mou"))
        )

    def has_named(self, rows, name, value):
        path = {"cluster": "umkm__cluster", "district": "umkm__village__district"}[name]
        return rows.filter(pk__in=register.named_members().filter(**{path: value}).values("mou"))

    def told_as(self, rows, _name, value):
        states = [state for state, told in register.TOLD_AS.items() if told == value]
        return rows.filter(status__in=states)


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
