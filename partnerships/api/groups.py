"""Groups that the matcher proposes for a need."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kemitraan.api.viewsets import OwnViewSet
from partnerships.api.parts import NamedUmkmSerializer, StatusLabelSerializer
from partnerships.filters import GroupFilter
from partnerships.models import GroupProposal, GroupShare


class ShareSerializer(serializers.ModelSerializer):
    """What one member would carry, in the group's unit a month."""

    umkm = NamedUmkmSerializer()
    product = serializers.CharField(source="product.name", help_text=_("Nama produk."))
    share_percent = serializers.FloatField(help_text=_("Bagian dari seluruh jumlah kelompok, %."))
    score = serializers.FloatField(help_text=_("Nilai kecocokan anggota, 0 sampai 100."))

    class Meta:
        model = GroupShare
        fields = ["umkm", "product", "quantity_month", "share_percent", "score"]


class GroupSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    """Several UMKM that carry a need together. Quantities are in `unit` a month."""

    coordinator = NamedUmkmSerializer(allow_null=True)
    shares = ShareSerializer(many=True, help_text=_("Anggota dan bagiannya."))

    class Meta:
        model = GroupProposal
        fields = [
            "id",
            "need",
            "cluster",
            "coordinator",
            "unit",
            "volume_month",
            "cover_percent",
            "radius_km",
            "status",
            "status_label",
            "created_at",
            "shares",
        ]


class GroupViewSet(OwnViewSet):
    """A company those for its needs, an UMKM those of which it is a member, officials all."""

    serializer_class = GroupSerializer
    filterset_class = GroupFilter
    summaries = {"list": _("Daftar usulan kelompok"), "retrieve": _("Satu usulan kelompok")}

    def get_queryset(self):
        rows = GroupProposal.objects.visible_to(self.request.user)
        return rows.select_related("coordinator").prefetch_related(
            "shares__umkm", "shares__product"
        )
