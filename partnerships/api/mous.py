"""MoUs and their four amounts."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action

from kemitraan.api.viewsets import OwnViewSet
from partnerships import reports
from partnerships.api.agreements import SignSerializer
from partnerships.api.parts import (
    NamedCompanySerializer,
    NamedUmkmSerializer,
    StatusLabelSerializer,
)
from partnerships.filters import MouListFilter
from partnerships.models import Mou, MouMember
from partnerships.services.signatures import sign


class MouMemberSerializer(serializers.ModelSerializer):
    umkm = NamedUmkmSerializer()
    share_percent = serializers.DecimalField(
        max_digits=5, decimal_places=2, help_text=_("Bagian dari volume dan nilai, %.")
    )
    is_coordinator = serializers.BooleanField(help_text=_("Mewakili para UMKM peserta."))

    class Meta:
        model = MouMember
        fields = ["umkm", "share_percent", "is_coordinator"]


class MouSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    """Amounts are whole rupiah. Number, MoU amount and days are null before the signature."""

    company = NamedCompanySerializer()
    members = MouMemberSerializer(many=True, help_text=_("UMKM peserta."))

    class Meta:
        model = Mou
        fields = [
            "id",
            "number",
            "title",
            "company",
            "need",
            "members",
            "pattern",
            "scope",
            "status",
            "status_label",
            "potential_rupiah",
            "mou_rupiah",
            "signed_on",
            "starts_on",
            "ends_on",
            "created_at",
        ]


class AmountsSerializer(serializers.Serializer):
    """The four amounts in whole rupiah, never to be added up; “waiting” is what one side has entered alone."""

    potential_rupiah = serializers.IntegerField(help_text=_("Nilai potensi, rupiah."))
    mou_rupiah = serializers.IntegerField(
        allow_null=True, help_text=_("Nilai MoU, rupiah; null sebelum ditandatangani.")
    )
    contract_rupiah = serializers.IntegerField(help_text=_("Kontrak yang dikonfirmasi, rupiah."))
    contract_waiting_rupiah = serializers.IntegerField(
        help_text=_("Kontrak yang belum dikonfirmasi, rupiah.")
    )
    realised_rupiah = serializers.IntegerField(help_text=_("Realisasi yang dikonfirmasi, rupiah."))
    realised_waiting_rupiah = serializers.IntegerField(
        help_text=_("Realisasi yang belum dikonfirmasi, rupiah.")
    )


class MouDetailSerializer(MouSerializer):
    """With the amounts of its ledger, as on its page."""

    amounts = serializers.SerializerMethodField(help_text=_("Keempat nilai."))

    class Meta(MouSerializer.Meta):
        fields = [*MouSerializer.Meta.fields, "amounts"]

    @extend_schema_field(AmountsSerializer)
    def get_amounts(self, row) -> dict:
        return reports.of_mou(row)


class MouViewSet(OwnViewSet):
    """The parties their own, officials all. Contracts and realisations have lists of their own."""

    serializer_class = MouSerializer
    filterset_class = MouListFilter
    summaries = {
        "list": _("Daftar MoU"),
        "retrieve": _("Satu MoU dengan keempat nilainya"),
        "sign": _("Catat tanda tangan"),
    }

    def get_queryset(self):
        return Mou.objects.visible_to(self.request.user).with_labels()

    def get_serializer_class(self):
        return MouDetailSerializer if self.action == "retrieve" else MouSerializer

    @extend_schema(request=SignSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """By a party for itself, or an officer for whoever signed on paper; the last signature freezes the MoU."""
        mou = sign(self.get_object(), actor=request.user, **self.given(SignSerializer))
        return self.changed(mou.pk)
