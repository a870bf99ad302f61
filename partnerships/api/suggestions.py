"""Suggestions: read with their reasons, answered by either side."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action

from kemitraan.api.viewsets import OwnViewSet
from partnerships import wording
from partnerships.api.parts import NoteSerializer, StatusLabelSerializer
from partnerships.contacts import contacts_of
from partnerships.filters import SuggestionListFilter
from partnerships.models import DeclineReason, Side, Suggestion
from partnerships.models.disclosures import Door
from partnerships.permissions import may_see_contacts
from partnerships.services import suggestions as services
from partnerships.services.disclosures import note_contacts_seen, sides_shown
from partnerships.standing import Standing


class ContactSerializer(serializers.Serializer):
    firm = serializers.CharField(help_text=_("Nama usaha atau perusahaan."))
    person = serializers.CharField(help_text=_("Nama orangnya."))
    telephone = serializers.CharField(help_text=_("Nomor telepon, bentuk E.164."))
    email = serializers.CharField(help_text=_("Alamat e-mail; kosong bila tidak ada."))


class OfNeedSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk", help_text=_("Nomor kebutuhan."))
    title = serializers.CharField(help_text=_("Yang dibutuhkan."))
    company = serializers.CharField(source="company.name", help_text=_("Nama perusahaan."))


class OfUmkmSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk", help_text=_("Nomor UMKM."))
    name = serializers.CharField(help_text=_("Nama usaha."))
    cluster = serializers.CharField(source="cluster_id", help_text=_("Kode klaster."))
    district = serializers.CharField(source="village.district.name", help_text=_("Nama kecamatan."))


class BarSerializer(serializers.Serializer):
    code = serializers.CharField(help_text=_("Kode bagian nilai."))
    label = serializers.CharField(help_text=_("Bagian nilai dalam kata."))
    percent = serializers.FloatField(help_text=_("Bagian ini dari 0 sampai 100."))


class FactSerializer(serializers.Serializer):
    """One thing that speaks for the pair; quantities in base units a month, prices in rupiah a base unit."""

    code = serializers.CharField(help_text=_("Kode fakta."))
    values = serializers.DictField(help_text=_("Angka dan kode dalam kalimatnya."))
    text = serializers.CharField(help_text=_("Kalimatnya."))


class GapSerializer(FactSerializer):
    """One thing that is missing, or that would raise the score."""

    help = serializers.CharField(help_text=_("Dinas yang membantu; kosong bila tidak ada."))


class SuggestionSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    """Scores are 0 to 100. A side sees its own benefit, officials both; contacts are null until both are interested."""

    need = OfNeedSerializer()
    umkm = OfUmkmSerializer()
    product = serializers.SerializerMethodField(help_text=_("Nama produk yang dicocokkan."))
    score = serializers.FloatField(help_text=_("Nilai kecocokan, 0 sampai 100."))
    company_score = serializers.SerializerMethodField(
        help_text=_("Manfaat bagi perusahaan, 0 sampai 100; null bagi pihak UMKM.")
    )
    umkm_score = serializers.SerializerMethodField(
        help_text=_("Manfaat bagi UMKM, 0 sampai 100; null bagi pihak perusahaan.")
    )
    parts = serializers.SerializerMethodField(help_text=_("Bagian-bagian nilai."))
    reasons = serializers.SerializerMethodField(help_text=_("Yang mendukung."))
    gaps = serializers.SerializerMethodField(help_text=_("Yang masih kurang."))
    what_ifs = serializers.SerializerMethodField(help_text=_("Yang akan menaikkan nilai."))
    contacts = serializers.SerializerMethodField(
        help_text=_("Kontak pihak lain; null sampai kedua pihak berminat.")
    )

    class Meta:
        model = Suggestion
        fields = [
            "id",
            "need",
            "umkm",
            "product",
            "score",
            "company_score",
            "umkm_score",
            "parts",
            "reasons",
            "gaps",
            "what_ifs",
            "lifted",
            "status",
            "status_label",
            "answered_revision",
            "created_at",
            "updated_at",
            "contacts",
        ]

    @property
    def standing(self) -> Standing:
        return self.context["standing"]

    def get_product(self, row) -> str | None:
        return row.product and str(row.product)

    def get_company_score(self, row) -> float | None:
        hidden = self.standing.side_of(row) == Side.UMKM
        return None if hidden else float(row.company_score)

    def get_umkm_score(self, row) -> float | None:
        hidden = self.standing.side_of(row) == Side.COMPANY
        return None if hidden else float(row.umkm_score)

    @extend_schema_field(BarSerializer(many=True))
    def get_parts(self, row) -> list[dict]:
        return wording.bars(row.parts, self.standing.side_of(row))

    @extend_schema_field(FactSerializer(many=True))
    def get_reasons(self, row) -> list[dict]:
        return [{**fact, "text": wording.sentence(fact)} for fact in row.reasons]

    @extend_schema_field(GapSerializer(many=True))
    def get_gaps(self, row) -> list[dict]:
        return self._told(row, row.gaps)

    @extend_schema_field(GapSerializer(many=True))
    def get_what_ifs(self, row) -> list[dict]:
        return self._told(row, wording.rises(row))

    def _told(self, row, facts) -> list[dict]:
        side = self.standing.side_of(row)
        said = [(fact, wording.told(fact, side)) for fact in facts]
        return [{**fact, "text": told.text, "help": told.help} for fact, told in said]

    @extend_schema_field(ContactSerializer(many=True, allow_null=True))
    def get_contacts(self, row) -> list[dict] | None:
        if not may_see_contacts(self.standing.user, row):
            return None
        self.context["seen"].append(row)
        return ContactSerializer(contacts_of(row, self.standing), many=True).data


class DeclineSerializer(NoteSerializer):
    reason = serializers.ChoiceField(
        choices=DeclineReason.choices, help_text=_("Kode alasan menolak.")
    )


class SuggestionViewSet(OwnViewSet):
    """A company those for its needs, an UMKM those for itself, officials all."""

    serializer_class = SuggestionSerializer
    filterset_class = SuggestionListFilter
    #: Suggestions whose contacts stand in the answer; a list of its own for each request that tells any.
    seen: Sequence[Suggestion] = ()
    summaries = {
        "list": _("Daftar saran"),
        "retrieve": _("Satu saran"),
        "interest": _("Nyatakan berminat"),
        "decline": _("Nyatakan tidak berminat"),
    }

    def get_queryset(self):
        return Suggestion.objects.visible_to(self.request.user).live().with_labels()

    def get_serializer_context(self):
        self.standing, self.seen = Standing(self.request.user), []
        context = super().get_serializer_context()
        return {**context, "standing": self.standing, "seen": self.seen}

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.seen:
            response.add_post_render_callback(self._note_seen)
        return response

    def _note_seen(self, answer) -> None:
        """What was told is noted, one statement however long the list; a 304, a refusal and a HEAD tell nothing."""
        if answer.status_code != 200 or self.request.method == "HEAD":
            return
        for side, rows in groupby(sorted(self.seen, key=self._side), key=self._side):
            whose = sides_shown(side or None)
            note_contacts_seen(rows, whose=whose, by=self.request.user, door=Door.API)

    def _side(self, row) -> str:
        return self.standing.side_of(row) or ""

    @extend_schema(request=NoteSerializer, responses=SuggestionSerializer)
    @action(detail=True, methods=["post"])
    def interest(self, request, pk=None):
        """For the side that the account belongs to; when the other was interested already, contacts open for both."""
        return self._answer(services.show_interest, NoteSerializer)

    @extend_schema(request=DeclineSerializer, responses=SuggestionSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request, pk=None):
        """With a reason code, from which the matcher learns."""
        return self._answer(services.decline, DeclineSerializer)

    def _answer(self, answer, serializer_class):
        given = self.given(serializer_class)
        row = answer(self.get_object(), actor=self.request.user, **given)
        return self.changed(row.pk)
