"""What lists of suggestions and MoUs can be narrowed by: the same names on pages and in the API."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import Mou, MouMember, MouStatus, Suggestion, SuggestionStatus

_SEARCH = forms.TextInput(attrs={"type": "search"})


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
