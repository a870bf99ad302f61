"""What the directory can be narrowed by: the same names on the page and in the API, so that every state is an address.

The form says what was asked, umkm.search.narrowing what it means, umkm.search.hits answers.
"""

from collections.abc import Iterable
from functools import cache, cached_property

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.lexicon import tokens_of
from kemitraan.reference.choices import recent_choices
from kemitraan.reference.models import District, SizeClass, Unit, Village
from umkm.models import DirectoryEntry, Umkm
from umkm.search.hits import CAPACITY, DISTANCE, FIT, NAME, NEWEST, order_of, rank
from umkm.search.narrowing import (
    Kilometres,
    Nearness,
    Proven,
    Wanted,
    conditions,
    most_free,
    nearness,
    offer_of,
)
from umkm.search.question import Question, read_question

SORTS = [
    (FIT, _("paling sesuai")),
    (DISTANCE, _("terdekat")),
    (CAPACITY, _("kapasitas bebas terbesar")),
    (NEWEST, _("terbaru")),
    (NAME, _("nama A–Z")),
]
#: Names that say how to search and narrow nothing by themselves.
_HOW = frozenset({"sort", "exact", "near"})
_SEVERAL = ("cluster", "district", "certificate", "size", "form")
_MOST = 2_000_000_000

#: The facets stand beside the form and belong to it by its id, so that what is in the results may be a form too.
FORM_ID = "directory-form"

_NOT_IN_LIST = {
    "invalid_choice": _("Pilih dari daftar."),
    "invalid_list": _("Pilih dari daftar."),
}


class DirectoryForm(forms.Form):
    """Its fields come from UmkmFilter."""

    def clean_q(self):
        text = self.cleaned_data["q"]
        if text and not tokens_of(text):
            raise ValidationError(_("Tulis paling sedikit satu kata."))
        return text

    def clean_near(self):
        return find_place(self.cleaned_data["near"])

    def clean(self):
        given = super().clean()
        if "unit" in given and given["unit"] is None:
            if given.get("capacity") is not None or given.get("total") is not None:
                self.add_error("unit", _("Sebutkan satuannya, supaya jumlahnya berarti."))
            elif given.get("sort") == CAPACITY:
                self.add_error(
                    "unit", _("Sebutkan satuannya, supaya kapasitas dapat dibandingkan.")
                )
        by_distance = given.get("within") is not None or given.get("sort") == DISTANCE
        if by_distance and "near" in given and given["near"] is None:
            self.add_error("near", _("Sebutkan desa atau kecamatan tempat jarak diukur."))
        low, high = given.get("price_from"), given.get("price_to")
        if low is not None and high is not None and low > high:
            self.add_error("price_to", _("Harga tertinggi tidak boleh di bawah harga terendah."))
        return given


def find_place(text: str) -> District | Village | None:
    """A kecamatan or village by its code or name ("Wedi", "Melikan", "Melikan, Kec. Wedi"). Raises ValidationError."""
    text = text.strip()
    if not text:
        return None
    name, _comma, district = (part.strip() for part in text.partition(","))
    district = district.removeprefix("Kec.").removeprefix("kec.").strip()
    if not district:
        found = District.objects.in_regency(settings.REGENCY)
        if place := found.filter(code=text).first() or found.filter(name__iexact=name).first():
            return place
    villages = Village.objects.in_regency(settings.REGENCY).select_related("district")
    if place := villages.filter(code=text).first():
        return place
    named = villages.filter(name__iexact=name)
    if district:
        named = named.filter(district__name__iexact=district)
    places = list(named[:5])
    if len(places) == 1:
        return places[0]
    if places:
        choices = "; ".join(place.label for place in places)
        raise ValidationError(
            gettext("Ada beberapa desa bernama itu. Tulis salah satu: %(choices)s.")
            % {"choices": choices}
        )
    raise ValidationError(_("Desa atau kecamatan itu tidak ada di kabupaten ini."))


# ── What can be chosen: (code, name in the reader's language) ────────────────────────────────────────────────────────

_Pairs = list[tuple[str, str]]
_SIZES = [choice for choice in SizeClass.choices if choice[0] != SizeClass.LARGE]


def _clusters() -> _Pairs:
    return recent_choices().named("clusters")


def _districts() -> _Pairs:
    return recent_choices().named("districts")


def _kinds() -> _Pairs:
    return recent_choices().named("kinds")


def _units() -> _Pairs:
    return recent_choices().named("units")


def _unit(code: str) -> Unit:
    return next(row for row in recent_choices().units if row.code == code)


class _WholeNumberFilter(django_filters.Filter):
    field_class = WholeNumberField


def _several(label, choices) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=label,
        choices=choices,
        error_messages=_NOT_IN_LIST,
        widget=forms.CheckboxSelectMultiple,
    )


def _yes(label) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, widget=forms.CheckboxInput)


class UmkmFilter(django_filters.FilterSet):
    """`qs` are the firms in their order; `wanted` is what umkm.search asks the same question with."""

    q = django_filters.CharFilter(
        label=_("Cari produk, usaha, atau tempat"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    exact = _yes(_("Cari persis seperti yang ditulis"))
    cluster = _several(_("Klaster"), _clusters)
    district = _several(_("Kecamatan"), _districts)
    village = django_filters.ModelChoiceFilter(
        label=_("Desa/kelurahan"),
        queryset=Village.objects.in_regency(settings.REGENCY).select_related("district"),
        error_messages=_NOT_IN_LIST,
        widget=forms.HiddenInput,  # one chooses it on the map
    )
    certificate = _several(_("Sertifikat yang masih berlaku"), _kinds)
    unit = django_filters.TypedChoiceFilter(
        label=_("Satuan"),
        choices=_units,
        coerce=_unit,
        empty_value=None,
        error_messages=_NOT_IN_LIST,
    )
    capacity = _WholeNumberFilter(
        label=_("Kapasitas bebas per bulan, paling sedikit"), min_value=1, max_value=_MOST
    )
    total = _WholeNumberFilter(
        label=_("Kapasitas seluruhnya per bulan, paling sedikit"), min_value=1, max_value=_MOST
    )
    price_from = _WholeNumberFilter(label=_("Harga mulai (Rp)"), min_value=0, max_value=10**12)
    price_to = _WholeNumberFilter(label=_("Harga sampai (Rp)"), min_value=0, max_value=10**12)
    payment_days = _WholeNumberFilter(
        label=_("Mau menunggu pembayaran (hari)"), min_value=0, max_value=365
    )
    no_down_payment = _yes(_("Tanpa uang muka"))
    consignment = _yes(_("Menerima titip jual (konsinyasi)"))
    near = django_filters.CharFilter(
        label=_("Dekat desa atau kecamatan"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "places"}),
    )
    within = _WholeNumberFilter(label=_("Paling jauh (km)"), min_value=1, max_value=1000)
    size = _several(_("Skala usaha"), _SIZES)
    form = _several(_("Bentuk usaha"), Umkm.Form.choices)
    women_owned = _yes(_("Dimiliki perempuan"))
    since = django_filters.DateFilter(label=_("Terverifikasi sejak"), widget=DayInput)
    sort = django_filters.ChoiceFilter(
        label=_("Urutkan"), empty_label=None, choices=SORTS, error_messages=_NOT_IN_LIST
    )

    class Meta:
        model = Umkm
        form = DirectoryForm
        fields = ["q"]

    def __init__(self, data=None, *args, **kwargs):
        """A choice that was left empty ("?cluster=", as older addresses have it) chooses nothing."""
        if hasattr(data, "setlist"):
            data = data.copy()
            for name in _SEVERAL:
                if name in data:
                    data.setlist(name, [value for value in data.getlist(name) if value])
        super().__init__(data, *args, **kwargs)

    def get_form_class(self):
        """Made once a process: all that a request adds is what was typed."""
        return _form_class()

    @cached_property
    def choices(self) -> dict[str, _Pairs]:
        """Of the filters that offer several values."""
        return {
            "cluster": _clusters(),
            "district": _districts(),
            "certificate": _kinds(),
            "unit": _units(),
            "size": _SIZES,
            "form": Umkm.Form.choices,
            "sort": SORTS,
        }

    @property
    def given(self) -> dict:
        """What was asked and could be read."""
        if not self.is_bound:
            return {}
        if self.form.is_valid() or not self.form.errors.keys() & {"capacity", "total"}:
            return self.form.cleaned_data
        return self.form.cleaned_data | {"unit": None}  # the unit of a wrong number narrows nothing

    @property
    def narrowed_by(self) -> set[str]:
        """The names of the filters that something was typed in, well or not."""
        return {name for name in self.filters if name not in _HOW and any(_each(self.data, name))}

    @property
    def others_in_use(self) -> bool:
        return bool(self.narrowed_by - {"q"})

    @cached_property
    def distances(self) -> Nearness | None:
        place = self.given.get("near")
        return None if place is None else nearness(float(place.lat), float(place.lng))

    @cached_property
    def wanted(self) -> Wanted:
        """What is wrong in the form is said there and narrows nothing."""
        given = self.given
        text = given.get("q") or ""
        return Wanted(
            today=timezone.localdate(),
            question=read_question(text, exact=bool(given.get("exact"))) if text else Question(),
            filters=conditions(given, self.distances),
            offer=offer_of(given),
            near=self.distances,
            unit=given.get("unit"),
            sort=given.get("sort") or "",
        )

    @property
    def strictly(self):
        """The firms that fit as it was asked, in no order: never the wider answer that a page gives when nothing fits."""
        return self.queryset.filter(pk__in=_entries(self.wanted).values("umkm_id"))

    def filter_queryset(self, queryset):
        wanted = self.wanted
        if (wider := wanted.looser()) and not _entries(wanted).exists():
            wanted = wider
        if wanted.question.parts or wanted.filters:
            queryset = queryset.filter(pk__in=_entries(wanted).values("umkm_id"))
        return queryset.order_by(*_order(wanted))


class _Shared(dict):
    """Filters and fields that all requests read and none changes. A copy for each took longer than all that was asked of them."""

    def __deepcopy__(self, memo):
        return self


UmkmFilter.base_filters = _Shared(UmkmFilter.base_filters)


@cache
def _form_class() -> type[DirectoryForm]:
    fields = {name: row.field for name, row in UmkmFilter.base_filters.items()}
    for name in fields.keys() - {"q", "exact", "sort"}:
        fields[name].widget.attrs["form"] = FORM_ID
    made = type("UmkmFilterForm", (DirectoryForm,), fields)
    made.base_fields = _Shared(made.base_fields)
    return made


def _entries(wanted: Wanted):
    entries = DirectoryEntry.objects.annotate(proven=Proven(wanted.today))
    return entries.filter(wanted.text, *wanted.filters.values())


def _each(data, name: str) -> Iterable[str]:
    return data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]


def _order(wanted: Wanted) -> tuple:
    """The same order as umkm.search.hits, for rows of Umkm."""
    order = order_of(wanted)
    if order == NAME:
        return F("entry__name_key"), F("pk")
    if order == NEWEST:
        return F("registered_at").desc(), F("pk").desc()
    if order == CAPACITY:
        return most_free(wanted.unit).desc(nulls_last=True), F("pk").desc()
    if order == DISTANCE:
        return Kilometres(wanted.near, "entry__").asc(nulls_last=True), F("pk").desc()
    return rank(wanted, "entry__").desc(), F("pk").desc()
