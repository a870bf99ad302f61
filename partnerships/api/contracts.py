"""Contracts under a signed MoU."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from partnerships.api.entries import OF_ENTRY, STEPS, EntryViewSet, OnBehalfSerializer
from partnerships.api.papers import UploadSerializer
from partnerships.api.parts import NoteSerializer, StatusLabelSerializer
from partnerships.filters import ContractFilter
from partnerships.models import Contract, Mou
from partnerships.services.ledger import enter_contract

_TERMS = [
    "kind",
    "document",
    "signed_on",
    "starts_on",
    "ends_on",
    "value_rupiah",
    "oss_reference",
]


class ContractSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    """An agreement (Kesepakatan Kemitraan Usaha) or a purchase order; `value_rupiah` is whole rupiah."""

    class Meta:
        model = Contract
        fields = ["id", "mou", *_TERMS, *OF_ENTRY]


class NewContractSerializer(OnBehalfSerializer, UploadSerializer, serializers.ModelSerializer):
    class Meta:
        model = Contract
        fields = ["mou", *_TERMS, "on_behalf_of", "upload"]
        validators = []  # the service says it in the words of the page

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if request := self.context.get("request"):
            self.fields["mou"].queryset = Mou.objects.visible_to(request.user)


class ContractCorrectionSerializer(NoteSerializer, serializers.ModelSerializer):
    class Meta:
        model = Contract
        fields = [*_TERMS, "note"]
        extra_kwargs = {name: {"required": False} for name in _TERMS}


class ContractViewSet(EntryViewSet):
    serializer_class = ContractSerializer
    filterset_class = ContractFilter
    summaries = {
        "list": _("Daftar kontrak"),
        "retrieve": _("Satu kontrak"),
        "create": _("Catat kontrak"),
        **STEPS,
    }

    def get_queryset(self):
        return Contract.objects.filter(mou__in=Mou.objects.visible_to(self.request.user))

    @extend_schema(request=NewContractSerializer, responses={201: ContractSerializer})
    def create(self, request):
        """Under a signed MoU that is not over. The other side is asked to confirm it."""
        given = self.given(NewContractSerializer)
        return self.made(enter_contract(given.pop("mou"), actor=request.user, **given).pk)

    @extend_schema(request=ContractCorrectionSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """By whoever entered it, or an officer, while it is not confirmed; the other side is asked again."""
        return self.correct_with(ContractCorrectionSerializer)
