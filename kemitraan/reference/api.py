"""Reference data for machines: the codes that all other objects name."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kemitraan.api.viewsets import ReadViewSet
from kemitraan.reference.filters import KbliFilter, VillageFilter
from kemitraan.reference.models import CertificateKind, Cluster, District, Kbli, Unit, Village


class ClusterSerializer(serializers.ModelSerializer):
    """A klaster: a branch in which the kabupaten's UMKM gather."""

    class Meta:
        model = Cluster
        fields = ["code", "name_id", "name_en", "description_id", "description_en", "is_outside"]
        extra_kwargs = {
            "is_outside": {"help_text": _("Wadah untuk permintaan nyata di luar semua klaster.")}
        }


class DistrictSerializer(serializers.ModelSerializer):
    """A kecamatan of this kabupaten; lat and lng are WGS 84 degrees."""

    class Meta:
        model = District
        fields = ["code", "name", "lat", "lng"]


class VillageSerializer(serializers.ModelSerializer):
    """A desa or kelurahan of this kabupaten; lat and lng are WGS 84 degrees."""

    class Meta:
        model = Village
        fields = ["code", "name", "district", "lat", "lng"]


class KbliSerializer(serializers.ModelSerializer):
    """A KBLI counts only with its version: the same five digits may mean another activity in the other one."""

    class Meta:
        model = Kbli
        fields = ["id", "version", "code", "title"]


class UnitSerializer(serializers.ModelSerializer):
    """A unit of quantity: `factor` of the unit `base` make one of it (a kodi is 20 potong)."""

    class Meta:
        model = Unit
        fields = ["code", "name_id", "name_en", "base", "factor"]


class CertificateKindSerializer(serializers.ModelSerializer):
    """What an UMKM can prove, who issues it, and which office helps to get it. No clusters: it is for all of them."""

    class Meta:
        model = CertificateKind
        fields = [
            "code",
            "name_id",
            "name_en",
            "issuer",
            "served_by",
            "validity_years",
            "clusters",
        ]


class CodeViewSet(ReadViewSet):
    """Found by its code."""

    lookup_value_regex = r"[0-9a-z.\-]+"


class ClusterViewSet(CodeViewSet):
    queryset = Cluster.objects.all()
    serializer_class = ClusterSerializer
    summaries = {"list": _("Daftar klaster"), "retrieve": _("Satu klaster")}


class DistrictViewSet(CodeViewSet):
    queryset = District.objects.in_regency(settings.REGENCY)
    serializer_class = DistrictSerializer
    summaries = {"list": _("Daftar kecamatan"), "retrieve": _("Satu kecamatan")}


class VillageViewSet(CodeViewSet):
    queryset = Village.objects.in_regency(settings.REGENCY)
    serializer_class = VillageSerializer
    filterset_class = VillageFilter
    summaries = {"list": _("Daftar desa dan kelurahan"), "retrieve": _("Satu desa atau kelurahan")}


class KbliViewSet(ReadViewSet):
    queryset = Kbli.objects.all()
    serializer_class = KbliSerializer
    filterset_class = KbliFilter
    summaries = {"list": _("Daftar KBLI dengan versinya"), "retrieve": _("Satu KBLI")}


class UnitViewSet(CodeViewSet):
    queryset = Unit.objects.all()
    serializer_class = UnitSerializer
    summaries = {"list": _("Daftar satuan"), "retrieve": _("Satu satuan")}


class CertificateKindViewSet(CodeViewSet):
    queryset = CertificateKind.objects.prefetch_related("clusters")
    serializer_class = CertificateKindSerializer
    summaries = {"list": _("Daftar jenis sertifikat"), "retrieve": _("Satu jenis sertifikat")}
