"""Files within JSON, so that a request stays one body: base64, judged by content like those of the pages."""

import base64
import binascii

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

#: Characters of base64 that fit into one request beside everything else (settings.DATA_UPLOAD_MAX_MEMORY_SIZE): some 3.6 MB of file.
LONGEST = 4_900_000


@extend_schema_field({"type": "string", "format": "byte", "maxLength": LONGEST})
class PaperField(serializers.CharField):
    """A PDF or a picture in base64; services.papers says what is wrong with it."""

    default_error_messages = {"not_base64": _("Kirim berkas sebagai base64.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Berkas PDF atau foto, base64, paling besar 3,6 MB."))
        super().__init__(max_length=LONGEST, **kwargs)

    def to_internal_value(self, data):
        text = super().to_internal_value(data)
        try:
            return SimpleUploadedFile("berkas", base64.b64decode(text, validate=True))
        except (binascii.Error, ValueError):
            self.fail("not_base64")


class UploadSerializer(serializers.Serializer):
    upload = PaperField(required=False)
