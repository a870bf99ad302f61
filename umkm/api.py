"""The directory for machines: verified UMKM, what they offer and can prove today. No person, number or address."""

from django.utils import timezone
from rest_framework import serializers, viewsets

from umkm.filters import UmkmFilter
from umkm.models import Certificate, Product, Umkm


class ProductSerializer(serializers.ModelSerializer):
    """Quantities are in `unit` a month, prices in whole rupiah a unit; null is not stated."""

    class Meta:
        model = Product
        fields = [
            "id",
            "name",
            "description",
            "cluster",
            "unit",
            "capacity_month",
            "free_month",
            "minimum_order",
            "lead_time_days",
            "price_min",
            "price_max",
            "busy_months",
        ]


class CertificateSerializer(serializers.ModelSerializer):
    class Meta:
        model = Certificate
        fields = ["kind", "issuer", "expires_on"]


class UmkmSerializer(serializers.ModelSerializer):
    form_label = serializers.CharField(source="get_form_display")
    village = serializers.SerializerMethodField()
    products = ProductSerializer(source="offered", many=True)
    certificates = CertificateSerializer(source="proven", many=True)

    class Meta:
        model = Umkm
        fields = [
            "id",
            "name",
            "form",
            "form_label",
            "cluster",
            "village",
            "description",
            "down_payment_percent",
            "payment_days",
            "accepts_consignment",
            "verified_at",
            "products",
            "certificates",
        ]

    def get_village(self, row) -> dict:
        return {"code": row.village_id, "label": row.village.label}


class UmkmViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = UmkmSerializer
    filterset_class = UmkmFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self):
        return Umkm.objects.verified().with_labels().with_offer(timezone.localdate())
