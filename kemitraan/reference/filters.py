"""What long lists of reference data can be narrowed by."""

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import District, Kbli, Village

_NOT_IN_LIST = {"invalid_choice": _("Pilih dari daftar.")}


class VillageFilter(django_filters.FilterSet):
    district = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        queryset=District.objects.in_regency(settings.REGENCY),
        error_messages=_NOT_IN_LIST,
    )

    class Meta:
        model = Village
        fields = ["district"]


class KbliFilter(django_filters.FilterSet):
    version = django_filters.ChoiceFilter(
        label=_("Versi"),
        choices=Kbli._meta.get_field("version").choices,
        error_messages=_NOT_IN_LIST,
    )
    code = django_filters.CharFilter(label=_("Awal kode"), lookup_expr="startswith", max_length=5)
    q = django_filters.CharFilter(
        label=_("Kata dalam judul"), field_name="title", lookup_expr="icontains", max_length=100
    )

    class Meta:
        model = Kbli
        fields = ["version", "code", "q"]
