"""Companies for machines: who they are, so that another system can name one. Numbers, contacts and papers stay on the pages."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from investors.filters import CompanyFilter
from investors.models import Company, CompanyKbli
from kemitraan.api.viewsets import ReadViewSet


class ActivitySerializer(serializers.ModelSerializer):
    """A KBLI counts only with its version."""

    kbli = serializers.IntegerField(source="kbli_id", help_text=_("Nomor baris KBLI."))
    version = serializers.CharField(source="kbli.version", help_text=_("Versi KBLI."))
    code = serializers.CharField(source="kbli.code", help_text=_("Kode KBLI."))
    title = serializers.CharField(source="kbli.title", help_text=_("Judul KBLI."))

    class Meta:
        model = CompanyKbli
        fields = ["kbli", "version", "code", "title", "is_main"]


class CompanySerializer(serializers.ModelSerializer):
    """`country` is where the capital comes from, by ISO 3166-1; `project_districts` are codes of kecamatan."""

    country = serializers.CharField(help_text=_("Kode negara asal modal, dua huruf."))
    country_label = serializers.CharField(help_text=_("Negara asal modal dalam kata."))
    activities = ActivitySerializer(many=True, help_text=_("Bidang usaha menurut KBLI."))

    class Meta:
        model = Company
        fields = [
            "id",
            "name",
            "capital",
            "country",
            "country_label",
            "business",
            "head_office",
            "project_districts",
            "activities",
            "description",
            "website",
            "status",
            "verified_at",
        ]


class CompanyViewSet(ReadViewSet):
    """Verified companies for everybody, their own also before for its people, all for officials."""

    serializer_class = CompanySerializer
    filterset_class = CompanyFilter
    summaries = {"list": _("Daftar perusahaan"), "retrieve": _("Satu perusahaan")}

    def get_queryset(self):
        rows = Company.objects.visible_to(self.request.user)
        return rows.prefetch_related("project_districts", "activities__kbli")
