"""Suggestions and MoUs for machines: the same rows, rights and words as the pages.

Errors have the one shape of kemitraan.refusals.api_error.
"""

from itertools import groupby

from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from partnerships import reports, wording
from partnerships.contacts import contacts_of
from partnerships.filters import MouFilter, SuggestionFilter
from partnerships.models import DeclineReason, Mou, MouMember, Side, Suggestion
from partnerships.models.disclosures import Door
from partnerships.permissions import may_see_contacts
from partnerships.services import suggestions as services
from partnerships.services.disclosures import note_contacts_seen, sides_shown
from partnerships.standing import Standing


class ContactSerializer(serializers.Serializer):
    firm = serializers.CharField()
    person = serializers.CharField()
    telephone = serializers.CharField()
    email = serializers.CharField()


class SuggestionSerializer(serializers.ModelSerializer):
    """Scores are 0 to 100. A side sees its own benefit, officials both; contacts are null until both are interested."""

    need = serializers.SerializerMethodField()
    umkm = serializers.SerializerMethodField()
    product = serializers.StringRelatedField()
    score = serializers.FloatField()
    company_score = serializers.SerializerMethodField()
    umkm_score = serializers.SerializerMethodField()
    parts = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()
    gaps = serializers.SerializerMethodField()
    what_ifs = serializers.SerializerMethodField()
    status_label = serializers.CharField(source="get_status_display")
    contacts = serializers.SerializerMethodField()

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
            "created_at",
            "updated_at",
            "contacts",
        ]

    @property
    def standing(self) -> Standing:
        return self.context["standing"]

    def get_need(self, row) -> dict:
        return {"id": row.need_id, "title": row.need.title, "company": row.need.company.name}

    def get_umkm(self, row) -> dict:
        umkm = row.umkm
        return {
            "id": umkm.pk,
            "name": umkm.name,
            "cluster": umkm.cluster_id,
            "district": umkm.village.district.name,
        }

    def get_company_score(self, row) -> float | None:
        hidden = self.standing.side_of(row) == Side.UMKM
        return None if hidden else float(row.company_score)

    def get_umkm_score(self, row) -> float | None:
        hidden = self.standing.side_of(row) == Side.COMPANY
        return None if hidden else float(row.umkm_score)

    def get_parts(self, row) -> list[dict]:
        return wording.bars(row.parts, self.standing.side_of(row))

    def get_reasons(self, row) -> list[dict]:
        return [{**fact, "text": wording.sentence(fact)} for fact in row.reasons]

    def get_gaps(self, row) -> list[dict]:
        return self._told(row, row.gaps)

    def get_what_ifs(self, row) -> list[dict]:
        return self._told(row, wording.rises(row))

    def _told(self, row, facts) -> list[dict]:
        side = self.standing.side_of(row)
        said = [(fact, wording.told(fact, side)) for fact in facts]
        return [{**fact, "text": told.text, "help": told.help} for fact, told in said]

    def get_contacts(self, row) -> list[dict] | None:
        if not may_see_contacts(self.standing.user, row):
            return None
        self.context["seen"].append(row)
        return ContactSerializer(contacts_of(row, self.standing), many=True).data


class AnswerSerializer(serializers.Serializer):
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class DeclineSerializer(AnswerSerializer):
    reason = serializers.ChoiceField(choices=DeclineReason.choices)


class SuggestionViewSet(viewsets.ReadOnlyModelViewSet):
    """GET list and detail; POST interest/ {note} and decline/ {reason, note}."""

    permission_classes = [IsAuthenticated]
    serializer_class = SuggestionSerializer
    filterset_class = SuggestionFilter
    lookup_value_regex = r"\d+"
    #: Suggestions whose contacts stand in the answer.
    seen = ()

    def get_queryset(self):
        return Suggestion.objects.visible_to(self.request.user).live().with_labels()

    def get_serializer_context(self):
        self.standing, self.seen = Standing(self.request.user), []
        context = super().get_serializer_context()
        return {**context, "standing": self.standing, "seen": self.seen}

    def finalize_response(self, request, response, *args, **kwargs):
        """What was told is noted: one statement, however long the list."""
        for side, rows in groupby(sorted(self.seen, key=self._side), key=self._side):
            whose = sides_shown(side or None)
            note_contacts_seen(rows, whose=whose, by=request.user, door=Door.API)
        return super().finalize_response(request, response, *args, **kwargs)

    def _side(self, row) -> str:
        return self.standing.side_of(row) or ""

    @action(detail=True, methods=["post"])
    def interest(self, request, pk=None):
        return self._answer(request, AnswerSerializer, services.show_interest)

    @action(detail=True, methods=["post"])
    def decline(self, request, pk=None):
        return self._answer(request, DeclineSerializer, services.decline)

    def _answer(self, request, serializer_class, answer):
        given = serializer_class(data=request.data)
        given.is_valid(raise_exception=True)
        answer(self.get_object(), actor=request.user, **given.validated_data)
        return Response(self.get_serializer(self.get_object()).data)


class MouMemberSerializer(serializers.ModelSerializer):
    umkm = serializers.SerializerMethodField()

    class Meta:
        model = MouMember
        fields = ["umkm", "share_percent", "is_coordinator"]

    def get_umkm(self, row) -> dict:
        return {"id": row.umkm_id, "name": row.umkm.name}


class MouSerializer(serializers.ModelSerializer):
    company = serializers.SerializerMethodField()
    members = MouMemberSerializer(many=True)
    status_label = serializers.CharField(source="get_status_display")

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

    def get_company(self, row) -> dict:
        return {"id": row.company_id, "name": row.company.name, "capital": row.company.capital}


class MouDetailSerializer(MouSerializer):
    """With the amounts of its ledger, as on its page."""

    amounts = serializers.SerializerMethodField()

    class Meta(MouSerializer.Meta):
        fields = [*MouSerializer.Meta.fields, "amounts"]

    def get_amounts(self, row) -> dict:
        return reports.of_mou(row)


class MouViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    permission_classes = [IsAuthenticated]
    filterset_class = MouFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self):
        return Mou.objects.visible_to(self.request.user).with_labels()

    def get_serializer_class(self):
        return MouDetailSerializer if self.action == "retrieve" else MouSerializer
