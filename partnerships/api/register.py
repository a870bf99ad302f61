"""The public register of partnerships for machines: what its pages tell, and nothing more."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from investors.models import Pattern
from kemitraan.api.viewsets import ReadViewSet
from partnerships import register
from partnerships.api.parts import NamedCompanySerializer, NamedUmkmSerializer
from partnerships.filters import RegisterFilter
from partnerships.models import Scope


class ValueClassSerializer(serializers.Serializer):
    """Between which amounts the value of the MoU lies; the value itself is not told."""

    label = serializers.CharField(help_text=_("Kelas nilai dalam kata."))
    from_rupiah = serializers.IntegerField(source="least", help_text=_("Mulai, rupiah."))
    below_rupiah = serializers.IntegerField(
        source="below", allow_null=True, help_text=_("Di bawah, rupiah; null tanpa batas.")
    )


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField(source="pk", help_text=_("Kode."))
    label = serializers.CharField(source="name", help_text=_("Nama."))


class RegisterSerializer(serializers.Serializer):
    """A signed partnership whose named parties have agreed to be shown. `others` counts the UMKM that are not named."""

    id = serializers.IntegerField(source="number", help_text=_("Nomor daftar."))
    company = NamedCompanySerializer()
    umkm = NamedUmkmSerializer(many=True, help_text=_("UMKM yang setuju ditampilkan."))
    others = serializers.IntegerField(help_text=_("Jumlah UMKM lain tanpa nama."))
    coordinator = NamedUmkmSerializer(allow_null=True)
    clusters = CodeSerializer(many=True, help_text=_("Klaster"))
    districts = CodeSerializer(many=True, help_text=_("Kecamatan"))
    value_class = ValueClassSerializer()
    status = serializers.ChoiceField(
        choices=register.PublicStatus.choices, help_text=_("Keadaan kemitraan.")
    )
    status_label = serializers.CharField(source="status.label", help_text=_("Status dalam kata."))
    pattern = serializers.ChoiceField(choices=Pattern.choices, help_text=_("Pola kemitraan."))
    quarter = serializers.SerializerMethodField(help_text=_("Triwulan tanda tangan: 2026-Q1."))
    scope = serializers.ChoiceField(choices=Scope.choices, help_text=_("Lingkup program."))
    programme = serializers.CharField(help_text=_("Nama program, atau kosong."))

    def to_representation(self, mou) -> dict:
        return super().to_representation(register.entry_of(mou))

    def get_quarter(self, entry) -> str:
        return "{}-Q{}".format(*entry.quarter)


class RegisterViewSet(ReadViewSet):
    """Signed partnerships that may be shown to everybody: the same list and filters as the page."""

    serializer_class = RegisterSerializer
    filterset_class = RegisterFilter
    summaries = {"list": _("Daftar kemitraan publik"), "retrieve": _("Satu kemitraan publik")}

    def get_queryset(self):
        return register.with_parties(register.listed())
