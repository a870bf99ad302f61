"""What contracts and realisations share: entered by one side, then confirmed or disputed by the other."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from kemitraan.api.viewsets import OwnViewSet
from kemitraan.rupiah import CEILING
from partnerships.api.parts import NoteSerializer
from partnerships.models import Side
from partnerships.services import ledger as services

#: What is told of every entry beside its own figures.
OF_ENTRY = [
    "entered_side",
    "entered_at",
    "confirmed_at",
    "claimed_rupiah",
    "status",
    "status_label",
]


class OnBehalfSerializer(serializers.Serializer):
    on_behalf_of = serializers.ChoiceField(
        choices=Side.choices,
        required=False,
        default="",
        help_text=_("Hanya petugas: dari pihak mana catatan ini berasal."),
    )


class WhySerializer(serializers.Serializer):
    note = serializers.CharField(
        max_length=2000, help_text=_("Sebabnya, paling banyak 2.000 huruf; pihak lain membacanya.")
    )


class ClaimSerializer(WhySerializer):
    """Both figures stand, and neither counts, until one of them is accepted."""

    claimed_rupiah = serializers.IntegerField(
        min_value=0,
        max_value=CEILING,
        help_text=_("Nilai menurut pihak Anda, rupiah; 0 bila tidak ada yang benar."),
    )


class EntryViewSet(OwnViewSet):
    """The parties their own, officials all."""

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request, pk=None):
        """By the side that did not enter it: the amount then counts."""
        return self.step("confirm", NoteSerializer)

    @extend_schema(request=WhySerializer)
    @action(detail=True, methods=["post"], url_path="confirm-on-behalf")
    def confirm_on_behalf(self, request, pk=None):
        """By an officer who did not write the entry, for a side that has confirmed on paper."""
        return self.step("confirm_on_behalf", WhySerializer)

    @extend_schema(request=ClaimSerializer)
    @action(detail=True, methods=["post"])
    def dispute(self, request, pk=None):
        """By the side that did not enter it, with its own figure: nothing counts, and whoever entered it reads why."""
        return self.step("dispute", ClaimSerializer)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """By the side that entered it: the figure of the other side takes the place of its own, and counts."""
        return self.step("accept", NoteSerializer)

    def step(self, verb: str, serializer_class):
        given = self.given(serializer_class)
        entry = services.change_entry_status(
            self.get_object(), verb, actor=self.request.user, **given
        )
        return self.changed(entry.pk)

    def correct_with(self, serializer_class):
        """What the body does not name stays as it is."""
        given = self.given(serializer_class)
        entry = services.correct_entry(self.get_object(), actor=self.request.user, **given)
        return self.changed(entry.pk)


STEPS = {
    "confirm": _("Konfirmasi"),
    "confirm_on_behalf": _("Konfirmasi atas nama pihak lain"),
    "dispute": _("Nyatakan tidak benar"),
    "accept": _("Terima angka pihak lain"),
    "correct": _("Perbaiki sebelum dikonfirmasi"),
}
