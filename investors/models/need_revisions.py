"""What became of a need: who changed which of its terms, and when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models.needs import Need


class NeedRevision(models.Model):
    """One change of a need's terms. The need as it was first written is revision 1 and has no row.

    `changes` is a list of {"field": name, "label": words, "old": words, "new": words}, where words are {"id": str, "en": str}:
    what was true then is told in either language, whatever has become of the rows that it names.
    """

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="revisions", verbose_name=_("kebutuhan")
    )
    number = models.PositiveIntegerField(_("revisi"))
    at = models.DateTimeField(_("waktu"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("pelaku")
    )
    changes = models.JSONField(_("yang berubah"))

    class Meta:
        verbose_name = _("revisi kebutuhan")
        verbose_name_plural = _("revisi kebutuhan")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["need", "number"], name="need_revision_once"),
            models.CheckConstraint(condition=Q(number__gte=2), name="need_revision_from_2"),
            models.CheckConstraint(condition=~Q(changes=[]), name="need_revision_says_something"),
        ]

    def __str__(self):
        return f"{self.need} · {self.number}"
