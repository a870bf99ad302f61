"""What the directory can be narrowed by: the same names on the page and in the API, so that every state is an address.

Words are searched in the vector that umkm.services keeps: each word from its beginning, all of them, in any order.
"""

import re

import django_filters
from django import forms
from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import WholeNumberField
from kemitraan.reference.models import CertificateKind, Cluster, District, Unit, Village
from umkm.models import Certificate, Product, PublicField, Umkm

RELEVANCE, NEWEST, NAME = "relevance", "newest", "name"
SORTS = [(RELEVANCE, _("paling sesuai")), (NEWEST, _("terbaru")), (NAME, _("nama A–Z"))]

_NOT_IN_LIST = {"invalid_choice": _("Pilih dari daftar.")}


def _words(text: str) -> list[str]:
    """The words of what was typed; whatever else was typed only parts them."""
    return re.findall(r"[^\W_]+", text)


def search_query(words: list[str]) -> SearchQuery:
    return SearchQuery(
        " & ".join(f"{word}:*" for word in words), search_type="raw", config="simple"
    )


class DirectoryForm(forms.Form):
    """Its fields come from UmkmFilter."""

    def clean_q(self):
        text = self.cleaned_data["q"]
        words = _words(text)
        if text and not words:
            raise ValidationError(_("Tulis paling sedikit satu kata."))
        return words

    def clean(self):
        given = super().clean()
        if given.get("capacity") is not None and "unit" in given and given["unit"] is None:
            self.add_error("unit", _("Sebutkan satuannya, supaya jumlahnya berarti."))
        return given


class _WholeNumberFilter(django_filters.Filter):
    field_class = WholeNumberField


def _chosen(model, label, empty_label, **kwargs) -> django_filters.ModelChoiceFilter:
    kwargs.setdefault("queryset", model.objects.all())
    return django_filters.ModelChoiceFilter(
        label=label, empty_label=empty_label, error_messages=_NOT_IN_LIST, **kwargs
    )


class UmkmFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Cari usaha, produk, atau tempat"),
        method="search",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cluster = _chosen(Cluster, _("Klaster"), _("Semua klaster"))
    district = _chosen(
        District,
        _("Kecamatan"),
        _("Semua kecamatan"),
        field_name="village__district",
        queryset=District.objects.in_regency(settings.REGENCY),
    )
    village = _chosen(
        Village,
        _("Desa/kelurahan"),
        _("Semua desa/kelurahan"),
        queryset=Village.objects.in_regency(settings.REGENCY).select_related("district"),
    )
    certificate = _chosen(
        CertificateKind,
        _("Sertifikat yang masih berlaku"),
        _("Tidak harus"),
        method="holds_certificate",
    )
    capacity = _WholeNumberFilter(
        label=_("Kapasitas bebas per bulan, paling sedikit"),
        method="together",
        min_value=1,
        max_value=2_000_000_000,
    )
    unit = _chosen(Unit, _("Satuan"), _("Pilih satuan"), method="together")
    payment_days = _WholeNumberFilter(
        label=_("Mau menunggu pembayaran (hari)"), lookup_expr="gte", min_value=0, max_value=365
    )
    no_down_payment = django_filters.BooleanFilter(
        label=_("Tanpa uang muka"), method="asks_no_down_payment", widget=forms.CheckboxInput
    )
    form = django_filters.ChoiceFilter(
        label=_("Bentuk usaha"),
        empty_label=_("Semua bentuk"),
        choices=Umkm.Form.choices,
        error_messages=_NOT_IN_LIST,
    )
    sort = django_filters.ChoiceFilter(
        label=_("Urutkan"),
        empty_label=None,
        choices=SORTS,
        method="together",
        error_messages=_NOT_IN_LIST,
    )

    class Meta:
        model = Umkm
        form = DirectoryForm
        fields = ["q"]

    @property
    def narrowed_by(self) -> set[str]:
        """The names of the filters that something was typed in, well or not."""
        return {name for name in self.filters if name != "sort" and self.data.get(name)}

    @property
    def others_in_use(self) -> bool:
        return bool(self.narrowed_by - {"q", "cluster"})

    def filter_queryset(self, queryset):
        """What is wrong in the form is said there and narrows nothing."""
        firms, given = super().filter_queryset(queryset), self.form.cleaned_data
        if given.get("unit") and "capacity" in given:
            firms = firms.filter(_offers(given["unit"], given["capacity"]))
            if given["capacity"] is not None:
                firms = _showing(firms, PublicField.CAPACITY)
        if given.get("payment_days") is not None:
            firms = _showing(firms, PublicField.TERMS)
        return _sorted(firms, given.get("sort"), given.get("q"))

    def together(self, firms, _name, _value):
        """Means something only with its companions: see filter_queryset."""
        return firms

    def search(self, firms, _name, words):
        return firms.filter(search=search_query(words))

    def holds_certificate(self, firms, _name, kind):
        held = Certificate.objects.valid_on(timezone.localdate()).filter(kind=kind)
        shown = _showing(firms, PublicField.CERTIFICATES)
        return shown.filter(Exists(held.filter(umkm=OuterRef("pk"))))

    def asks_no_down_payment(self, firms, _name, wanted):
        if not wanted:
            return firms
        return _showing(firms, PublicField.TERMS).filter(down_payment_percent=0)


def _showing(firms, field: str):
    """A filter must not tell what a page does not show."""
    return firms.filter(public_fields__contains=[field])


def _offers(unit: Unit, capacity: int | None) -> Exists:
    """A product measured in this unit or its relatives, with so much a month that is not promised: 3 kodi are 60 potong."""
    goods = Product.objects.filter(
        Q(unit=unit.base_code) | Q(unit__base=unit.base_code), is_active=True, umkm=OuterRef("pk")
    )
    if capacity is not None:
        goods = goods.annotate(
            free_in_base=(F("capacity_month") - F("committed_month")) * F("unit__factor")
        ).filter(free_in_base__gte=unit.to_base(capacity))
    return Exists(goods)


def _sorted(firms, sort: str | None, words: list[str] | None):
    """Without words to compare with, the best order is the newest first: every firm has its turn."""
    if sort == NAME:
        return firms.order_by(Lower("name"), "pk")
    if words and sort != NEWEST:
        rank = SearchRank(F("search"), search_query(words))
        return firms.order_by(rank.desc(), "-pk")
    return firms.order_by("-registered_at", "-pk")
