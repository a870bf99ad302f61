"""Needs for machines: list, read, write down, change and close, with the rights of the pages."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from investors.filters import NeedFilter
from investors.models import CloseReason, Company, Need
from investors.models.needs import PLAN_MOST
from investors.services import change_need_status, post_need, update_need
from kemitraan.api.viewsets import ReadViewSet
from kemitraan.reference.models import District


class NeedSerializer(serializers.ModelSerializer):
    """`volume_month` is in `unit` a month, amounts are whole rupiah; null is not stated.

    `plan` is the volume of each month from the first delivery on, 6 to 12 of them, or none; `volume_month` and `months` follow
    from it and need not be given. One of `text` and `text_en` is written.
    """

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
        extra_kwargs = {
            "price_ceiling": {"min_value": 1},
            "plan": {"max_length": PLAN_MOST},
            "kbli": {"help_text": _("Nomor baris KBLI; null bila belum tahu.")},
            "volume_month": {"required": False},
            "revision": {"help_text": _("Naik satu setiap kali syaratnya berubah.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        request = self.context.get("request")
        self.fields["delivery_district"].queryset = District.objects.in_regency(settings.REGENCY)
        if getattr(request, "method", "") == "POST" and "company" in self.fields:
            self.fields["company"].queryset = Company.objects.visible_to(request.user)


#: What a change does not send: whose need it is stays, the rest follows.
_KEPT = {"id", "company", "company_name", "potential_rupiah", "status", "created_at"}


class NeedChangeSerializer(NeedSerializer):
    """Only what changes is sent; an empty plan takes the plan away."""

    revision = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text=_("Revisi yang Anda baca: 409 “stale” dengan yang berubah sejak itu."),
    )

    class Meta(NeedSerializer.Meta):
        fields = [name for name in NeedSerializer.Meta.fields if name not in _KEPT]
        read_only_fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


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
        "change": _("Ubah kebutuhan"),
        "open": _("Buka kebutuhan"),
        "extend": _("Perpanjang kebutuhan 30 hari"),
        "close": _("Tutup kebutuhan"),
    }

    def get_queryset(self):
        rows = Need.objects.visible_to(self.request.user).with_labels()
        return rows.prefetch_related("required_certificates", "preferred_certificates")

    def create(self, request):
        """Opened at once when the company is verified, otherwise a draft. Suggestions follow when the worker has matched it."""
        need = post_need(actor=request.user, **self.given(NeedSerializer))
        return self.made(need.pk)

    @extend_schema(request=NeedChangeSerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request, pk=None):
        """A new revision, matched anew and told to those concerned. With `revision` nobody's change is written over unseen."""
        given = self.given(NeedChangeSerializer)
        seen = given.pop("revision", None)
        need = update_need(self.get_object(), actor=request.user, seen=seen, **given)
        return self.changed(need.pk)

    @extend_schema(request=None, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request, pk=None):
        """A draft of a verified company, or one that is over; when its last day has passed it lasts 30 days more."""
        return self._step("open")

    @extend_schema(request=None, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def extend(self, request, pk=None):
        """Every other term stays, so it is no revision."""
        return self._step("extend")

    @extend_schema(request=CloseSerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        """By the company's own people or the officer; suggestions that nobody has answered are withdrawn."""
        return self._step("close", **self.given(CloseSerializer))

    def _step(self, verb: str, **given):
        need = change_need_status(self.get_object(), verb, actor=self.request.user, **given)
        return self.changed(need.pk)
