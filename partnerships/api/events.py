"""Gatherings, to be read: what everybody sees of them in the portal."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kemitraan.api.viewsets import ReadViewSet
from partnerships.api.parts import StatusLabelSerializer
from partnerships.filters import EventFilter
from partnerships.models import Event


class EventSerializer(StatusLabelSerializer, serializers.ModelSerializer):
    class Meta:
        model = Event
        fields = [
            "id",
            "kind",
            "title",
            "description",
            "agenda",
            "place",
            "starts_at",
            "ends_at",
            "answer_by",
            "status",
            "status_label",
        ]


class EventViewSet(ReadViewSet):
    """Announced and held ones everybody; drafts officials."""

    serializer_class = EventSerializer
    filterset_class = EventFilter
    summaries = {"list": _("Daftar acara"), "retrieve": _("Satu acara")}

    def get_queryset(self):
        return Event.objects.visible_to(self.request.user).order_by("-pk")
