"""Short forms by which one object names another."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from investors.models import Company
from umkm.models import Umkm


class NamedUmkmSerializer(serializers.ModelSerializer):
    class Meta:
        model = Umkm
        fields = ["id", "name"]


class NamedCompanySerializer(serializers.ModelSerializer):
    class Meta:
        model = Company
        fields = ["id", "name", "capital"]


class StatusLabelSerializer(serializers.Serializer):
    """For rows with a state: the code in `status`, and its name in the language of the request."""

    status_label = serializers.CharField(
        source="get_status_display", read_only=True, help_text=_("Status dalam kata.")
    )


class NoteSerializer(serializers.Serializer):
    note = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        default="",
        help_text=_("Catatan yang dibaca pihak lain, paling banyak 2.000 huruf."),
    )
