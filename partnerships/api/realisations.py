"""What was really delivered and paid in a quarter."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from partnerships.api.entries import (
    OF_ENTRY,
    STEPS,
    ClaimSerializer,
    EntryViewSet,
    OnBehalfSerializer,
)
from partnerships.api.papers import UploadSerializer
from partnerships.api.parts import NamedUmkmSerializer, NoteSerializer, StatusLabelSerializer
from partnerships.filters import RealisationFilter
from partnerships.models import Contract, Mou, MouMember, Realisation
from partnerships.models.ledger import DELIVERED, HOW_IT_WENT
from partnerships.services.ledger import enter_realisation
from umkm.models import Umkm

_FIGURES = [*DELIVERED, *HOW_IT_WENT]


class RealisationSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    """One UMKM in one quarter under one contract: `volume` in the unit of the MoU's need, `value_rupiah` in whole rupiah."""

    umkm = NamedUmkmSerializer()
    mou = serializers.IntegerField(source="contract.mou_id", help_text=_("Nomor MoU."))

    class Meta:
        model = Realisation
        fields = [
            "id",
            "mou",
            "contract",
            "umkm",
            "year",
            "quarter",
            *_FIGURES,
            *OF_ENTRY,
            "claimed_volume",
        ]


class NewRealisationSerializer(OnBehalfSerializer, UploadSerializer, serializers.ModelSerializer):
    class Meta:
        model = Realisation
        fields = ["contract", "umkm", "year", "quarter", *_FIGURES, "on_behalf_of", "upload"]
        validators = []  # the service says it in the words of the page

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if request := self.context.get("request"):
            mous = Mou.objects.visible_to(request.user)
            members = MouMember.objects.filter(mou__in=mous).values("umkm")
            self.fields["contract"].queryset = Contract.objects.filter(mou__in=mous)
            self.fields["umkm"].queryset = Umkm.objects.filter(pk__in=members)


class RealisationCorrectionSerializer(NoteSerializer, serializers.ModelSerializer):
    class Meta:
        model = Realisation
        fields = [*_FIGURES, "note"]
        extra_kwargs = {name: {"required": False} for name in _FIGURES}


class VolumeClaimSerializer(ClaimSerializer):
    claimed_volume = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        allow_null=True,
        help_text=_("Volume menurut pihak Anda; null bila tidak dipersoalkan."),
    )


class RealisationViewSet(EntryViewSet):
    serializer_class = RealisationSerializer
    filterset_class = RealisationFilter
    summaries = {
        "list": _("Daftar realisasi"),
        "retrieve": _("Satu realisasi"),
        "create": _("Catat realisasi"),
        **STEPS,
    }

    def get_queryset(self):
        mous = Mou.objects.visible_to(self.request.user)
        rows = Realisation.objects.filter(contract__mou__in=mous)
        return rows.select_related("umkm", "contract")

    @extend_schema(request=NewRealisationSerializer, responses={201: RealisationSerializer})
    def create(self, request):
        """Under a confirmed contract; an UMKM only its own. The other side is asked to confirm it."""
        given = self.given(NewRealisationSerializer)
        contract = given.pop("contract")
        return self.made(enter_realisation(contract, actor=request.user, **given).pk)

    @extend_schema(request=VolumeClaimSerializer)
    @action(detail=True, methods=["post"])
    def dispute(self, request, pk=None):
        """By the side that did not enter it, with its own figures: nothing counts, and whoever entered it reads why."""
        return self.step("dispute", VolumeClaimSerializer)

    @extend_schema(request=RealisationCorrectionSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """By whoever entered it, or an officer, while it is not confirmed; the other side is asked again."""
        return self.correct_with(RealisationCorrectionSerializer)
