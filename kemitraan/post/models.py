"""The outbox: letters as rows, which survive whatever happens to those who carry them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.post.kinds import is_secret, label_of


class LetterStatus(models.TextChoices):
    WAITING = "waiting", _("menunggu dikirim")
    SENDING = "sending", _("sedang dikirim")
    SENT = "sent", _("terkirim")
    REFUSED = "refused", _("ditolak")
    UNCERTAIN = "uncertain", _("tidak pasti")
    STOPPED = "stopped", _("tidak dikirim")


#: Somebody has to look at these.
TROUBLED = (LetterStatus.REFUSED, LetterStatus.UNCERTAIN)


class LetterQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(status=LetterStatus.WAITING, due_at__lte=now)

    def troubled(self):
        """What did not arrive, or may not have: somebody has to look."""
        return self.filter(status__in=TROUBLED)


class Letter(models.Model):
    """One mail to one address. `key` says what it is about: there is never a second letter with the same.

    `begun_at` is written before the mail server gets the text and taken away when it has answered: a letter that still
    has it when its carrier is dead may have arrived. It is sent once more at most, with the same Message-ID (`repeats`).
    """

    key = models.CharField(_("kunci"), max_length=200, unique=True)
    kind = models.CharField(_("jenis"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("penerima"),
    )
    address = models.EmailField(_("alamat"))
    language = models.CharField(_("bahasa"), max_length=8, default="id")
    subject = models.CharField(_("perihal"), max_length=250)
    body = models.TextField(_("isi"))
    html = models.TextField(
        _("isi HTML"), blank=True, help_text=_("Kosong: dibuat dari isi yang berupa teks.")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=LetterStatus.choices, default=LetterStatus.WAITING
    )
    created_at = models.DateTimeField(_("ditulis"), default=timezone.now)
    due_at = models.DateTimeField(_("dikirim mulai"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    claim = models.PositiveIntegerField(_("pembawa"), null=True, blank=True)
    sending_since = models.DateTimeField(_("dibawa sejak"), null=True, blank=True)
    begun_at = models.DateTimeField(_("mulai diserahkan"), null=True, blank=True)
    repeats = models.PositiveSmallIntegerField(
        _("pengulangan"),
        default=0,
        help_text=_("Dikirim sekali lagi karena tidak diketahui apakah yang pertama sampai."),
    )
    sent_at = models.DateTimeField(_("terkirim"), null=True, blank=True)
    answer = models.CharField(_("jawaban server surat"), max_length=250, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat")
        verbose_name_plural = _("surat")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(status="waiting"),
                name="post_letter_waiting",
            ),
            models.Index(
                fields=["claim"], condition=models.Q(status="sending"), name="post_letter_carried"
            ),
            models.Index(fields=["-created_at", "-id"], name="post_letter_newest"),
            models.Index(
                fields=["status"],
                condition=models.Q(status__in=("refused", "uncertain")),
                name="post_letter_troubled",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(kind=""), name="post_letter_is_named"
            ),
            models.CheckConstraint(
                condition=models.Q(status="sending", claim__isnull=False)
                | (~models.Q(status="sending") & models.Q(claim__isnull=True)),
                name="post_letter_carried_by_one",
            ),
            models.CheckConstraint(
                condition=models.Q(status="sent", sent_at__isnull=False)
                | (~models.Q(status="sent") & models.Q(sent_at__isnull=True)),
                name="post_letter_sent_when",
            ),
            models.CheckConstraint(
                condition=models.Q(repeats__lte=1), name="post_letter_repeated_once"
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)

    @property
    def is_troubled(self) -> bool:
        return self.status in TROUBLED

    @property
    def is_secret(self) -> bool:
        """Only for its reader: it carries the key to an account."""
        return is_secret(self.kind)


class Stop(models.Model):
    """No more letters of this kind, please: said by a person, or for an address without an account."""

    kind = models.CharField(_("jenis"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(_("alamat"), blank=True)
    since = models.DateTimeField(_("sejak"), default=timezone.now)

    class Meta:
        verbose_name = _("penghentian surat")
        verbose_name_plural = _("penghentian surat")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, address="")
                | (models.Q(person__isnull=True) & ~models.Q(address="")),
                name="post_stop_by_one",
            ),
            models.UniqueConstraint(
                "kind", "person", condition=models.Q(address=""), name="post_stop_person_once"
            ),
            models.UniqueConstraint(
                "kind",
                Lower("address"),
                condition=models.Q(person__isnull=True),
                name="post_stop_address_once",
            ),
        ]

    def __str__(self):
        return f"{self.person or self.address}: {label_of(self.kind)}"


class Reader(models.Model):
    """In which language somebody is written to: the one that he used last, or chose."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    language = models.CharField(_("bahasa"), max_length=8, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("bahasa surat")
        verbose_name_plural = _("bahasa surat")

    def __str__(self):
        return f"{self.person}: {self.get_language_display()}"


class BadAddress(models.Model):
    """The mail server says that nobody lives there: no more letters until an official says that it is mended."""

    address = models.EmailField(_("alamat"))
    since = models.DateTimeField(_("sejak"), default=timezone.now)
    answer = models.CharField(_("jawaban server surat"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("alamat yang ditolak")
        verbose_name_plural = _("alamat yang ditolak")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("address"), name="post_bad_address_once"),
        ]

    def __str__(self):
        return self.address


class Outage(models.Model):
    """The mail server does not take letters. While one lasts, nothing is tried before `next_try_at`."""

    began_at = models.DateTimeField(_("sejak"), default=timezone.now)
    next_try_at = models.DateTimeField(_("dicoba lagi"))
    tries = models.PositiveIntegerField(_("percobaan"), default=1)
    answer = models.CharField(_("jawaban server surat"), max_length=250, blank=True)
    ended_at = models.DateTimeField(_("berakhir"), null=True, blank=True)

    class Meta:
        verbose_name = _("gangguan server surat")
        verbose_name_plural = _("gangguan server surat")
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(ended_at__isnull=True),
                name="post_outage_one_at_a_time",
            ),
        ]

    def __str__(self):
        return self.answer
