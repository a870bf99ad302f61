"""What contracts and realisations share: entered by one side, then confirmed or disputed by the other."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from kemitraan.api.viewsets import OwnViewSet
from partnerships.api.parts import NoteSerializer
from partnerships.models import Side
from partnerships.services import ledger as services


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


class EntryViewSet(OwnViewSet):
    """The parties their own, officials all."""

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request, pk=None):
        """By the side that did not enter it: the amount then counts."""
        return self._step("confirm", NoteSerializer)

    @extend_schema(request=WhySerializer)
    @action(detail=True, methods=["post"], url_path="confirm-on-behalf")
    def confirm_on_behalf(self, request, pk=None):
        """By an officer who did not write the entry, for a side that has confirmed on paper."""
        return self._step("confirm_on_behalf", WhySerializer)

    @extend_schema(request=WhySerializer)
    @action(detail=True, methods=["post"])
    def dispute(self, request, pk=None):
        """By the side that did not enter it: the amount does not count, and whoever entered it reads why."""
        return self._step("dispute", WhySerializer)

    def _step(self, verb: str, serializer_class):
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
    "correct": _("Perbaiki sebelum dikonfirmasi"),
}
