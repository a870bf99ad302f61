"""The directory for machines: verified UMKM, what they offer and can prove today, as far as their owners show it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kemitraan.api.conditional import row_versions
from kemitraan.api.viewsets import ReadViewSet, VersionedListMixin
from umkm.filters import UmkmFilter
from umkm.models import Certificate, Product, PublicField, Umkm


class ProductSerializer(serializers.ModelSerializer):
    """Quantities are in `unit` a month, prices in whole rupiah a unit; null is not stated, or not shown to everybody."""

    free_month = serializers.IntegerField(
        allow_null=True, help_text=_("Bagian kapasitas per bulan yang belum terikat.")
    )

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
    """What is valid today; `expires_on` null has no end."""

    class Meta:
        model = Certificate
        fields = ["kind", "issuer", "expires_on"]


class PlaceSerializer(serializers.Serializer):
    code = serializers.CharField(source="pk", help_text=_("Kode Kemendagri desa atau kelurahan."))
    label = serializers.CharField(help_text=_("Nama desa dan kecamatannya."))


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
_MAY_BE_HIDDEN = [name for names in _OF_FIRM.values() for name in names if name != "certificates"]


class UmkmSerializer(serializers.ModelSerializer):
    """A verified UMKM. What the owner does not show to everybody is null (certificates: an empty list)."""

    form_label = serializers.CharField(
        source="get_form_display", help_text=_("Bentuk usaha dalam kata.")
    )
    village = PlaceSerializer()
    products = ProductSerializer(
        source="offered", many=True, help_text=_("Yang sedang ditawarkan.")
    )
    certificates = CertificateSerializer(
        source="proven", many=True, help_text=_("Yang berlaku hari ini.")
    )

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
        extra_kwargs = {name: {"allow_null": True} for name in _MAY_BE_HIDDEN}

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


class UmkmViewSet(VersionedListMixin, ReadViewSet):
    """Verified UMKM that their owners let be shown: the same list and filters as the directory."""

    serializer_class = UmkmSerializer
    filterset_class = UmkmFilter
    summaries = {"list": _("Direktori UMKM terverifikasi"), "retrieve": _("Satu UMKM")}
    row_columns = ("name", "village__name", "village__district__name")

    def get_queryset(self):
        return Umkm.objects.listed().with_labels().with_offer(timezone.localdate())

    def versions_of_parts(self, keys):
        products = Product.objects.filter(umkm__in=keys, is_active=True)
        certificates = Certificate.objects.valid_on(timezone.localdate()).filter(umkm__in=keys)
        return [row_versions(products, "id"), row_versions(certificates, "id")]
