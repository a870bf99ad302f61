"""What the watch goes by, and what it has told to whom."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WatchRule(models.Model):
    """The days of one rule of the watch, with where they come from. What `days` count is said by the rule itself."""

    class Code(models.TextChoices):
        SUGGESTION_SILENT = "suggestion_silent", _("saran yang belum dijawab")
        MOU_SILENT = "mou_silent", _("MoU yang disusun tanpa kemajuan")
        ENTRY_UNCONFIRMED = "entry_unconfirmed", _("catatan buku besar yang belum dikonfirmasi")
        MOU_ENDING = "mou_ending", _("MoU yang akan berakhir")
        CONTRACT_ENDING = "contract_ending", _("kontrak yang akan berakhir")
        REALISATION_CALL = "realisation_call", _("realisasi triwulan lalu yang belum dicatat")
        MOU_ASLEEP = "mou_asleep", _("MoU tanpa realisasi")
        COMMITMENT_ENDING = "commitment_ending", _("Surat Pernyataan Komitmen yang akan berakhir")
        CERTIFICATE_ENDING = "certificate_ending", _("sertifikat yang akan berakhir")
        UMKM_UNVERIFIED = "umkm_unverified", _("UMKM yang lama menunggu verifikasi")
        COMPANY_UNVERIFIED = "company_unverified", _("perusahaan yang lama menunggu verifikasi")
        FACILITATION_OVERDUE = "facilitation_overdue", _("permintaan fasilitasi lewat waktu")

    code = models.CharField(
        _("yang diawasi"), max_length=24, choices=Code.choices, primary_key=True
    )
    days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(0), MaxValueValidator(400)]),
        verbose_name=_("hari"),
        help_text=_(
            "Dipisahkan koma. Hari diam, hari sebelum berakhir, hari sejak triwulan mulai, atau hari lewat waktu."
        ),
    )
    officer_from = models.PositiveSmallIntegerField(
        _("petugas diberi tahu mulai hari"),
        null=True,
        blank=True,
        help_text=_("Kosong: petugas tidak diberi tahu. Hitungannya sama dengan isian hari."),
    )
    is_active = models.BooleanField(_("dijalankan"), default=True)
    source = models.CharField(_("sumber"), max_length=300)

    class Meta:
        verbose_name = _("aturan pengingat")
        verbose_name_plural = _("aturan pengingat")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__len__gte=1),
                name="watch_rule_has_days",
                violation_error_message=_("Isi paling sedikit satu hari."),
            ),
        ]

    def __str__(self):
        return self.get_code_display()


class LkpmWindow(models.Model):
    """When LKPM of a quarter is filed: days of the month after it. A new rule is a new row."""

    starts_on = models.DateField(_("berlaku mulai"), unique=True)
    first_day = models.PositiveSmallIntegerField(
        _("hari pertama"), default=1, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    last_day = models.PositiveSmallIntegerField(
        _("hari terakhir"), validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    source = models.CharField(_("sumber"), max_length=300)

    class Meta:
        verbose_name = _("jendela LKPM")
        verbose_name_plural = _("jendela LKPM")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), first_day__gte=1, last_day__lte=28),
                name="lkpm_window_in_order",
                violation_error_message=_("Hari terakhir tidak boleh sebelum hari pertama."),
            ),
        ]

    def __str__(self):
        return f"{self.first_day}–{self.last_day}"


class NoticeQuerySet(models.QuerySet):
    def live(self):
        return self.filter(dropped_at=None)

    def unread(self):
        return self.live().filter(read_at=None)

    def untold(self):
        """Neither sent, nor given up, nor seen in the portal."""
        return self.unread().filter(told_at=None)


class Notice(models.Model):
    """One thing told to one person, once: `mark` says which time of it (which silence, which step, which change).

    `values` are what its sentence names, so that a list of notices asks no other table. A notice that is no longer true
    when it would be sent is dropped, not deleted: the same must not be made again.
    """

    class Via(models.TextChoices):
        MAIL = "mail", _("e-mail")
        WHATSAPP = "whatsapp", _("WhatsApp")
        PORTAL = "portal", _("hanya di portal")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("penerima")
    )
    code = models.CharField(_("kode"), max_length=40)
    subject = models.CharField(_("tentang"), max_length=40)  # "mou:17"
    mark = models.CharField(_("tanda"), max_length=40)
    values = models.JSONField(_("isi"), default=dict)
    url = models.CharField(_("alamat halaman"), max_length=200)
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    told_at = models.DateTimeField(_("disampaikan"), null=True, blank=True)
    via = models.CharField(_("melalui"), max_length=8, choices=Via.choices, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("disampaikan oleh"),
    )
    read_at = models.DateTimeField(_("dibaca"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("tidak berlaku lagi"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("kabar")
        verbose_name_plural = _("kabar")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "code", "subject", "mark"], name="notice_once"
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, via="") | (Q(told_at__isnull=False) & ~Q(via="")),
                name="notice_told_by_a_way",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(told_at=None, read_at=None, dropped_at=None),
                name="notice_untold",
            ),
            models.Index(fields=["person", "-made_at", "-id"], name="notice_of_person"),
        ]

    def __str__(self):
        return f"{self.code} · {self.subject}"

    @property
    def key(self) -> tuple[int, str, str, str]:
        """What is unique about it, as watching.things.Thing has it."""
        return self.person_id, self.code, self.subject, self.mark
