"""What the list of needs can be narrowed by: the same names on the page and in the API."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investors.models import Category, Company, Need
from kemitraan.reference.models import Cluster, District, Unit

NEWEST, ENDING = "newest", "ending"
SORTS = [(NEWEST, _("terbaru")), (ENDING, _("segera berakhir"))]

_NOT_IN_LIST = {"invalid_choice": _("Pilih dari daftar.")}


class NeedFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Cari kebutuhan atau perusahaan"),
        method="search",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cluster = django_filters.ModelChoiceFilter(
        label=_("Klaster"),
        empty_label=_("Semua klaster"),
        field_name="clusters",
        queryset=Cluster.objects.all(),
        error_messages=_NOT_IN_LIST,
    )
    category = django_filters.ChoiceFilter(
        label=_("Kategori"),
        empty_label=_("Semua kategori"),
        choices=Category.choices,
        error_messages=_NOT_IN_LIST,
    )
    district = django_filters.ModelChoiceFilter(
        label=_("Kecamatan tujuan kirim"),
        empty_label=_("Semua kecamatan"),
        field_name="delivery_district",
        queryset=District.objects.in_regency(settings.REGENCY),
        error_messages=_NOT_IN_LIST,
    )
    capital = django_filters.ChoiceFilter(
        label=_("Status penanaman modal"),
        empty_label=_("PMA dan PMDN"),
        field_name="company__capital",
        choices=Company.Capital.choices,
        error_messages=_NOT_IN_LIST,
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Satuan"),
        empty_label=_("Semua satuan"),
        queryset=Unit.objects.all(),
        error_messages=_NOT_IN_LIST,
    )
    sort = django_filters.ChoiceFilter(
        label=_("Urutkan"),
        empty_label=None,
        choices=SORTS,
        method="put_in_order",
        error_messages=_NOT_IN_LIST,
    )

    class Meta:
        model = Need
        fields = ["q"]

    @property
    def narrowed_by(self) -> set[str]:
        """The names of the filters that something was typed in, well or not."""
        return {name for name in self.filters if name != "sort" and self.data.get(name)}

    @property
    def others_in_use(self) -> bool:
        return bool(self.narrowed_by - {"q", "cluster"})

    def search(self, needs, _name, text):
        for word in text.replace("\x00", "").split()[:10]:
            needs = needs.filter(
                Q(title__icontains=word)
                | Q(text__icontains=word)
                | Q(text_en__icontains=word)
                | Q(company__name__icontains=word)
            )
        return needs

    def put_in_order(self, needs, _name, order):
        return needs.order_by("valid_until", "pk") if order == ENDING else needs


class CompanyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Cari nama perusahaan"), field_name="name", lookup_expr="icontains", max_length=150
    )
    capital = django_filters.ChoiceFilter(
        label=_("Status penanaman modal"),
        choices=Company.Capital.choices,
        error_messages=_NOT_IN_LIST,
    )
    district = django_filters.ModelChoiceFilter(
        label=_("Kecamatan lokasi proyek"),
        field_name="project_districts",
        queryset=District.objects.in_regency(settings.REGENCY),
        error_messages=_NOT_IN_LIST,
    )

    class Meta:
        model = Company
        fields = ["q"]
