"""What binds and what is quarrelled about: signatures, amendments and disputes of an MoU."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from kemitraan.api.viewsets import OwnViewSet
from partnerships.api.entries import WhySerializer
from partnerships.api.papers import PaperField
from partnerships.api.parts import NoteSerializer, StatusLabelSerializer
from partnerships.filters import AmendmentFilter, DisputeFilter, SignatureFilter
from partnerships.models import Amendment, AmendmentShare, Dispute, Mou, Signature
from partnerships.services import amendments, disputes
from partnerships.services.signatures import sign

#: The highest key that a row may have.
_HIGHEST = 2**31 - 1


class _UnderMouSerializer(serializers.Serializer):
    mou = serializers.PrimaryKeyRelatedField(queryset=Mou.objects.none(), help_text=_("Nomor MoU."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if request := self.context.get("request"):
            self.fields["mou"].queryset = Mou.objects.visible_to(request.user)


# ── Signatures ───────────────────────────────────────────────────────────────────────────────────────────────────────


class SignatureSerializer(serializers.ModelSerializer):
    """One party's signature under the MoU, or under the amendment that is named; void ones were given before a redraft."""

    sha256 = serializers.CharField(source="paper.digest", help_text=_("SHA-256 berkasnya."))

    class Meta:
        model = Signature
        fields = [
            "id",
            "mou",
            "amendment",
            "role",
            "umkm",
            "signed_by",
            "signed_on",
            "recorded_at",
            "void_at",
            "sha256",
        ]
        extra_kwargs = {"amendment": {"help_text": _("Nomor amandemen")}}


class SignSerializer(NoteSerializer):
    """Who has signed this very paper."""

    parties = serializers.ListField(
        child=serializers.CharField(max_length=40),
        min_length=1,
        max_length=100,
        help_text=_(
            "“company”, “umkm-<nomor>”, “coordinator-<nomor>”, atau “witness”: pihak yang belum menandatangani."
        ),
    )
    signed_on = serializers.DateField(help_text=_("Tanggal tanda tangan, bukan di masa depan."))
    signed_by = serializers.CharField(
        max_length=150,
        required=False,
        allow_blank=True,
        default="",
        help_text=_("Nama penanda tangan."),
    )
    upload = PaperField()


class SignatureViewSet(OwnViewSet):
    """The parties those of their own MoUs, officials all. They are given at `mous/{id}/sign/` and `amendments/{id}/sign/`."""

    serializer_class = SignatureSerializer
    filterset_class = SignatureFilter
    summaries = {"list": _("Daftar tanda tangan"), "retrieve": _("Satu tanda tangan")}

    def get_queryset(self):
        rows = Signature.objects.filter(mou__in=Mou.objects.visible_to(self.request.user))
        return rows.select_related("paper").order_by("pk")


# ── Amendments ───────────────────────────────────────────────────────────────────────────────────────────────────────


class NewShareSerializer(serializers.ModelSerializer):
    umkm = serializers.IntegerField(
        source="umkm_id", min_value=1, max_value=_HIGHEST, help_text=_("Nomor UMKM peserta.")
    )
    share_percent = serializers.DecimalField(
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        help_text=_("Bagian dari volume dan nilai, %."),
    )

    class Meta:
        model = AmendmentShare
        fields = ["umkm", "share_percent"]


class AmendmentSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    """What changes of a signed MoU; null is what stays as it was."""

    shares = NewShareSerializer(many=True, help_text=_("Bagian yang baru, atau kosong."))

    class Meta:
        model = Amendment
        fields = [
            "id",
            "mou",
            "position",
            "why",
            "ends_on",
            "mou_rupiah",
            "shares",
            "status",
            "status_label",
            "written_at",
            "signed_on",
        ]


class NewAmendmentSerializer(_UnderMouSerializer, serializers.ModelSerializer):
    shares = NewShareSerializer(
        many=True, required=False, help_text=_("Semua peserta, bersama-sama 100 %.")
    )

    class Meta:
        model = Amendment
        fields = ["mou", "why", "ends_on", "mou_rupiah", "shares"]
        validators = []  # the service says it in the words of the page


class AmendmentViewSet(OwnViewSet):
    """The parties their own, officials all."""

    serializer_class = AmendmentSerializer
    filterset_class = AmendmentFilter
    summaries = {
        "list": _("Daftar amandemen"),
        "retrieve": _("Satu amandemen"),
        "create": _("Susun amandemen"),
        "sign": _("Catat tanda tangan amandemen"),
        "revoke": _("Tarik amandemen"),
    }

    def get_queryset(self):
        rows = Amendment.objects.filter(mou__in=Mou.objects.visible_to(self.request.user))
        return rows.prefetch_related("shares").order_by("pk")

    @extend_schema(request=NewAmendmentSerializer, responses={201: AmendmentSerializer})
    def create(self, request):
        """By an officer, one at a time; all parties are asked to sign it."""
        given = self.given(NewAmendmentSerializer)
        shares = {row["umkm_id"]: row["share_percent"] for row in given.pop("shares", ())}
        row = amendments.write_amendment(
            given.pop("mou"), actor=request.user, shares=shares or None, **given
        )
        return self.made(row.pk)

    @extend_schema(request=SignSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """By a party for itself, or an officer for whoever signed on paper; in force when nobody is missing."""
        row = sign(self.get_object(), actor=request.user, **self.given(SignSerializer))
        return self.changed(row.pk)

    @extend_schema(request=WhySerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request, pk=None):
        """By an officer, while it is not in force."""
        given = self.given(WhySerializer)
        row = amendments.withdraw_amendment(self.get_object(), actor=request.user, **given)
        return self.changed(row.pk)


# ── Disputes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class DisputeSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    class Meta:
        model = Dispute
        fields = ["id", "mou", "chronology", "side", "opened_at", "status", "status_label"]


class NewDisputeSerializer(_UnderMouSerializer):
    note = serializers.CharField(
        max_length=6000, help_text=_("Kronologi, paling banyak 6.000 huruf; pihak lain membacanya.")
    )


class DisputeViewSet(OwnViewSet):
    """The parties their own, officials all."""

    serializer_class = DisputeSerializer
    filterset_class = DisputeFilter
    summaries = {
        "list": _("Daftar sengketa"),
        "retrieve": _("Satu sengketa"),
        "create": _("Ajukan sengketa"),
        "mediate": _("Catat langkah mediasi"),
        "resolve": _("Nyatakan sengketa selesai"),
        "hand_over": _("Serahkan ke KPPU"),
    }

    def get_queryset(self):
        return Dispute.objects.filter(mou__in=Mou.objects.visible_to(self.request.user)).order_by(
            "pk"
        )

    @extend_schema(request=NewDisputeSerializer, responses={201: DisputeSerializer})
    def create(self, request):
        """By a party or an officer: the MoU is in dispute, and an officer mediates."""
        given = self.given(NewDisputeSerializer)
        mou = disputes.open_dispute(given["mou"], actor=request.user, note=given["note"])
        return self.made(mou.disputes.latest("pk").pk)

    @extend_schema(request=WhySerializer)
    @action(detail=True, methods=["post"])
    def mediate(self, request, pk=None):
        """By an officer: what was done, for both sides to read."""
        return self.step("mediate")

    @extend_schema(request=WhySerializer)
    @action(detail=True, methods=["post"])
    def resolve(self, request, pk=None):
        """By an officer: what was agreed; the partnership goes on."""
        return self.step("resolve")

    @extend_schema(request=WhySerializer)
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk=None):
        """By an officer, after mediation: KPPU has it."""
        return self.step("hand_over")

    def step(self, verb: str):
        given = self.given(WhySerializer)
        row = disputes.change_dispute_status(
            self.get_object(), verb, actor=self.request.user, **given
        )
        return self.changed(row.pk)
