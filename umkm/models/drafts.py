"""What somebody has begun to write about an UMKM and not sent yet."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umkm.models.firms import Umkm


class Stage(models.TextChoices):
    """The parts of a profile, in the order in which they are proposed; each can be done at any time, from any phone."""

    FIRM = "usaha", _("Usaha dan pemilik")
    IDENTIFIERS = "identitas", _("Nomor izin dan kelompok")
    PRODUCTS = "produk", _("Produk dan kapasitas")
    TERMS = "syarat", _("Ukuran usaha dan syarat pembayaran")
    CERTIFICATES = "sertifikat", _("Sertifikat")
    WISHES = "harapan", _("Harapan Anda")


class StageDraft(models.Model):
    """The half-typed form of one stage: whatever was typed, valid or not.

    `fields` is {name: {"value": str or list of str, "at": ISO moment when it was typed, "rev": int}}. `revision` counts
    writes; fields with a rev above `settled` have not been sent with the form yet. `replaced` keeps what another phone wrote
    and was overwritten: [{"name", "value", "at"}], the newest last. `row` names the product or certificate that the form
    is about: "new" until it is saved for the first time.
    """

    NEW = "new"

    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="drafts", verbose_name=_("UMKM"))
    stage = models.CharField(_("tahap"), max_length=12, choices=Stage.choices)
    row = models.CharField(_("baris"), max_length=20, blank=True)
    fields = models.JSONField(_("isian"), default=dict)
    replaced = models.JSONField(_("isian yang tergantikan"), default=list)
    revision = models.PositiveIntegerField(_("penulisan ke"), default=0)
    settled = models.PositiveIntegerField(_("terkirim sampai"), default=0)
    updated_at = models.DateTimeField(_("ditulis"), default=timezone.now)

    class Meta:
        verbose_name = _("konsep tahap")
        verbose_name_plural = _("konsep tahap")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["umkm", "stage", "row"], name="stage_draft_once"),
            models.CheckConstraint(
                condition=models.Q(settled__lte=models.F("revision")), name="stage_draft_settled"
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} · {self.umkm}"

    @property
    def open_values(self) -> dict[str, str | list[str]]:
        """What was typed since the form was last sent."""
        return {
            name: entry["value"]
            for name, entry in self.fields.items()
            if entry["rev"] > self.settled
        }
