"""Drawings and specifications that belong to a need."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models.needs import Need


def _file_path(row, name: str) -> str:
    return f"investors/{row.need_id}/files/{uuid4().hex}{PurePath(name).suffix}"


class NeedFile(models.Model):
    """A PDF or a picture that says more than words; whoever may see the need may fetch it."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="files", verbose_name=_("kebutuhan")
    )
    file = models.FileField(_("berkas"), upload_to=_file_path)
    name = models.CharField(_("nama"), max_length=100)
    size = models.PositiveIntegerField(_("ukuran (byte)"))
    digest = models.CharField(_("sidik berkas"), max_length=64)
    added_at = models.DateTimeField(_("ditambahkan"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh")
    )

    class Meta:
        verbose_name = _("berkas kebutuhan")
        verbose_name_plural = _("berkas kebutuhan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["need", "digest"], name="need_file_once"),
            models.CheckConstraint(condition=Q(size__gte=1), name="need_file_not_empty"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.file.name.endswith(".jpg")
