"""The directory for machines: verified UMKM, what they offer and can prove today, as far as their owners show it."""

from django.utils import timezone
from rest_framework import serializers, viewsets

from umkm.filters import UmkmFilter
from umkm.models import Certificate, Product, PublicField, Umkm


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


#: Which names of a firm and of its products are told only when the owner shows the field.
_OF_FIRM = {
    PublicField.DESCRIPTION: ["description"],
    PublicField.TERMS: ["down_payment_percent", "payment_days", "accepts_consignment"],
    PublicField.CERTIFICATES: ["certificates"],
    PublicField.OWNER_NAME: ["owner_name"],
    PublicField.TELEPHONE: ["telephone"],
    PublicField.ADDRESS: ["address"],
    PublicField.NIB: ["nib"],
}
_OF_PRODUCT = {
    PublicField.CAPACITY: ["capacity_month", "free_month", "minimum_order"],
    PublicField.PRICES: ["price_min", "price_max"],
}


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
            "owner_name",
            "telephone",
            "address",
            "nib",
            "down_payment_percent",
            "payment_days",
            "accepts_consignment",
            "verified_at",
            "products",
            "certificates",
        ]

    def to_representation(self, row) -> dict:
        """What the owner does not show is null (or an empty list), as if it were not stated."""
        told, shown = super().to_representation(row), set(row.public_fields)
        hidden = [name for field, names in _OF_FIRM.items() if field not in shown for name in names]
        told |= {name: [] if name == "certificates" else None for name in hidden}
        of_product = [
            name for field, names in _OF_PRODUCT.items() if field not in shown for name in names
        ]
        for product in told["products"]:
            product |= dict.fromkeys(of_product)
        return told

    def get_village(self, row) -> dict:
        return {"code": row.village_id, "label": row.village.label}


class UmkmViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = UmkmSerializer
    filterset_class = UmkmFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self):
        return Umkm.objects.listed().with_labels().with_offer(timezone.localdate())
