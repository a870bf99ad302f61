"""Needs for machines: list, read, write down and close, with the rights of the pages."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from investors.filters import NeedFilter
from investors.models import CloseReason, Company, Need
from investors.services import change_need_status, post_need
from kemitraan.api.viewsets import ReadViewSet


class NeedSerializer(serializers.ModelSerializer):
    """`volume_month` is in `unit` a month, amounts are whole rupiah; null is not stated."""

    company_name = serializers.CharField(
        source="company.name", read_only=True, help_text=_("Nama perusahaan.")
    )
    potential_rupiah = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        help_text=_("Harga tertinggi × volume × lama, rupiah; null tanpa harga tertinggi."),
    )

    class Meta:
        model = Need
        fields = [
            "id",
            "company",
            "company_name",
            "title",
            "text",
            "text_en",
            "category",
            "clusters",
            "kbli",
            "unit",
            "volume_month",
            "plan",
            "price_ceiling",
            "potential_rupiah",
            "first_delivery",
            "months",
            "required_certificates",
            "preferred_certificates",
            "delivery_district",
            "delivery_address",
            "radius_km",
            "down_payment_percent",
            "payment_days",
            "consignment",
            "pattern",
            "many_suppliers",
            "coaching",
            "sample_needed",
            "sample_by",
            "visibility",
            "valid_until",
            "status",
            "revision",
            "created_at",
        ]
        read_only_fields = ["status", "revision", "created_at"]
        extra_kwargs = {"price_ceiling": {"min_value": 1}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        request = self.context.get("request")
        if getattr(request, "method", "") == "POST":
            self.fields["company"].queryset = Company.objects.visible_to(request.user)


class CloseSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(
        choices=CloseReason.choices, help_text=_("Kode alasan penutupan.")
    )
    note = serializers.CharField(
        max_length=2000,
        required=False,
        allow_blank=True,
        default="",
        help_text=_("Catatan, paling banyak 2.000 huruf."),
    )


class NeedViewSet(ReadViewSet):
    """Open needs of verified companies for everybody, all of its own for a company, all for officials."""

    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    summaries = {
        "list": _("Daftar kebutuhan"),
        "retrieve": _("Satu kebutuhan"),
        "create": _("Tulis kebutuhan"),
        "close": _("Tutup kebutuhan"),
    }

    def get_queryset(self):
        rows = Need.objects.visible_to(self.request.user).with_labels()
        return rows.prefetch_related("required_certificates", "preferred_certificates")

    def create(self, request):
        """Opened at once when the company is verified, otherwise a draft. Suggestions follow when the worker has matched it."""
        need = post_need(actor=request.user, **self.given(NeedSerializer))
        return self.made(need.pk)

    @extend_schema(request=CloseSerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        """By the company's own people or the officer; suggestions that nobody has answered are withdrawn."""
        given = self.given(CloseSerializer)
        need = change_need_status(
            self.get_object(), "close", actor=request.user, now=timezone.now(), **given
        )
        return self.changed(need.pk)
