"""What the API remembers: tokens of other systems, and the answers that it has given to requests with a key."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TokenQuerySet(models.QuerySet):
    def live(self, now):
        """Neither revoked nor past their end."""
        return self.filter(revoked_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=now))


class ApiToken(models.Model):
    """Lets another system act as the person who made it. Of the secret only a digest is kept: it is shown once."""

    class Scope(models.TextChoices):
        READ = "read", _("hanya membaca")
        WRITE = "write", _("membaca dan menulis")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("akun")
    )
    name = models.CharField(_("nama token"), max_length=80)
    hint = models.CharField(_("awal token"), max_length=12)
    digest = models.CharField(_("sidik token"), max_length=64, unique=True, editable=False)
    scope = models.CharField(_("hak"), max_length=5, choices=Scope.choices, default=Scope.READ)
    created_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    expires_at = models.DateTimeField(_("berlaku sampai"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("terakhir dipakai"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dicabut oleh"),
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token API")
        verbose_name_plural = _("token API")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at=None),
                name="api_token_name_once",
                violation_error_message=_("Anda sudah punya token dengan nama ini."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=models.F("created_at")),
                name="api_token_expires_later",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_by__isnull=False),
                name="api_token_revoked_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.hint}…)"

    def is_live(self, now=None) -> bool:
        now = now or timezone.now()
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)

    @property
    def state_label(self) -> str:
        if self.revoked_at:
            return str(_("dicabut"))
        return str(_("berlaku") if self.is_live() else _("kedaluwarsa"))


class KeptAnswer(models.Model):
    """The answer to a request that came with an Idempotency-Key. The row is written in the transaction of the work itself, so
    that both exist or neither does; while it is written, its unique key makes a second request wait."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(_("kunci"), max_length=255)
    digest = models.CharField(_("sidik permintaan"), max_length=64)
    status = models.PositiveSmallIntegerField(_("kode jawaban"), default=0)
    body = models.TextField(_("isi jawaban"), blank=True)
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("jawaban yang disimpan")
        verbose_name_plural = _("jawaban yang disimpan")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="kept_answer_once"),
        ]
        indexes = [models.Index(fields=["at"], name="kept_answer_age")]

    def __str__(self):
        return f"{self.key}: {self.status}"
