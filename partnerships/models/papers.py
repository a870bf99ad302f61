"""Files that belong to a partnership: signed scans, contracts, invoices. Kept by their SHA-256, never overwritten or deleted."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models.mous import Mou


def _paper_path(paper, filename: str) -> str:
    suffix = filename[filename.rfind(".") :]
    return f"kemitraan/{paper.mou_id}/{paper.digest}{suffix}"


class Paper(models.Model):
    """One file of an MoU. The row is frozen by a trigger: whoever brings a better scan adds another one."""

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="papers", verbose_name=_("MoU"))
    title = models.CharField(_("judul"), max_length=160)
    file = models.FileField(_("berkas"), upload_to=_paper_path)
    digest = models.CharField(_("SHA-256"), max_length=64)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("disimpan oleh")
    )
    kept_at = models.DateTimeField(_("disimpan"), default=timezone.now)

    class Meta:
        verbose_name = _("berkas kemitraan")
        verbose_name_plural = _("berkas kemitraan")
        ordering = ["kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mou", "digest"], name="paper_once"),
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="paper_has_a_digest"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnerships:paper", args=[self.mou_id, self.pk])

    @property
    def is_picture(self) -> bool:
        return self.file.name.endswith(".jpg")
