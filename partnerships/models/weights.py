"""The tables of weights that the matcher has used and may use: a new version for each change, none is ever edited."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.matching import Weights

#: The groups of `partnerships.matching.Weights`; the weights of each add up to 1.
GROUPS = ("relevance", "company", "umkm")
NUMBERS = ("company_floor", "umkm_floor", "company_power")


class MatchWeights(models.Model):
    """One version. `values` holds the fields of Weights: three groups of part -> weight, and three numbers."""

    version = models.AutoField(gettext_lazy("versi"), primary_key=True)
    values = models.JSONField(gettext_lazy("bobot"))
    note = models.CharField(gettext_lazy("alasan perubahan"), max_length=300)
    is_active = models.BooleanField(gettext_lazy("dipakai"), default=False)
    created_at = models.DateTimeField(gettext_lazy("dibuat"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("dibuat oleh"),
    )

    class Meta:
        verbose_name = gettext_lazy("bobot pencocokan")
        verbose_name_plural = gettext_lazy("bobot pencocokan")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="match_weights_one_active"
            ),
        ]

    def __str__(self):
        return _("Bobot versi %(version)s") % {"version": self.version}

    def clean(self):
        try:
            self.as_weights()
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError(
                {"values": _("Bobot tiap kelompok harus positif dan berjumlah 100 %.")}
            ) from error

    def as_weights(self) -> Weights:
        """For the engine. Raises ValueError when a group does not add up to 1."""
        return Weights(version=self.version or 0, **self.values)


def values_of(weights: Weights) -> dict:
    """A table of the engine as `MatchWeights.values`."""
    groups = {name: dict(getattr(weights, name)) for name in GROUPS}
    return groups | {name: getattr(weights, name) for name in NUMBERS}
