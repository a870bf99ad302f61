"""Needs for machines: list, read, write down and close, with the rights of the pages."""

from django.utils import timezone
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from investors.filters import NeedFilter
from investors.models import CloseReason, Company, Need
from investors.services import change_need_status, post_need


class NeedSerializer(serializers.ModelSerializer):
    """`volume_month` is in `unit` a month, amounts are whole rupiah; null is not stated."""

    company_name = serializers.CharField(source="company.name", read_only=True)
    potential_rupiah = serializers.IntegerField(read_only=True, allow_null=True)

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        request = self.context.get("request")
        if request is not None and request.method == "POST":
            self.fields["company"].queryset = Company.objects.visible_to(request.user)

    def create(self, validated):
        return post_need(actor=self.context["request"].user, **validated)


class CloseSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(choices=CloseReason.choices)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class NeedViewSet(viewsets.ModelViewSet):
    http_method_names = ["get", "head", "options", "post"]
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self):
        rows = Need.objects.visible_to(self.request.user).with_labels()
        return rows.prefetch_related("required_certificates", "preferred_certificates")

    @action(detail=True, methods=["post"], serializer_class=CloseSerializer)
    def close(self, request, pk=None):
        asked = CloseSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        need = change_need_status(
            self.get_object(),
            "close",
            actor=request.user,
            now=timezone.now(),
            **asked.validated_data,
        )
        return Response(NeedSerializer(need, context={"request": request}).data)
