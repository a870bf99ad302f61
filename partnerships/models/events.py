"""Gatherings that bring the two sides together: who is invited, who came, who met whom, and what came of it."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company, CompanyMember
from kemitraan.workflow import StatusChange
from partnerships.models.matches import DeclineReason, Suggestion
from umkm.models import Umkm, UmkmMember


class EventKind(models.TextChoices):
    SOCIALISATION = "socialisation", _("sosialisasi")
    BUSINESS = "business", _("temu bisnis")
    EXHIBITION = "exhibition", _("pameran")
    SIGNING = "signing", _("penandatanganan")


class EventStatus(models.TextChoices):
    DRAFT = "draft", _("konsep")
    ANNOUNCED = "announced", _("diumumkan")
    HELD = "held", _("selesai")
    CANCELLED = "cancelled", _("batal")


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody sees what is announced or was held; officials also drafts and what was called off; the invited what was
        called off after they were asked."""
        public = Q(status__in=(EventStatus.ANNOUNCED, EventStatus.HELD))
        if not user.is_authenticated:
            return self.filter(public)
        if user.is_official:
            return self
        invited = EventInvitation.objects.of(user).values("event")
        return self.filter(public | Q(status=EventStatus.CANCELLED, pk__in=invited))

    def coming(self, now):
        return self.filter(status=EventStatus.ANNOUNCED, ends_at__gte=now).order_by(
            "starts_at", "pk"
        )


class Event(models.Model):
    """A gathering on one day. `tables` and `slot_minutes` matter when meetings are planned: `tables` 0 means none are."""

    kind = models.CharField(_("jenis"), max_length=14, choices=EventKind.choices)
    title = models.CharField(_("nama acara"), max_length=150)
    description = models.TextField(_("tentang acara"), blank=True, max_length=3000)
    agenda = models.TextField(
        _("susunan acara"),
        blank=True,
        max_length=3000,
        help_text=_("Satu baris satu mata acara, misalnya: 09.00 Pembukaan oleh Bupati."),
    )
    place = models.CharField(_("tempat"), max_length=200)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    answer_by = models.DateField(_("jawaban paling lambat"), null=True, blank=True)
    meetings_from = models.DateTimeField(
        _("pertemuan dimulai"),
        null=True,
        blank=True,
        help_text=_("Kosong: bersamaan dengan mulainya acara."),
    )
    tables = models.PositiveSmallIntegerField(
        _("jumlah meja pertemuan"),
        default=0,
        validators=[MaxValueValidator(200)],
        help_text=_("0 bila tidak ada pertemuan berjadwal."),
    )
    slot_minutes = models.PositiveSmallIntegerField(
        _("lama satu pertemuan (menit)"),
        default=20,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
    )
    status = models.CharField(
        _("status"), max_length=10, choices=EventStatus.choices, default=EventStatus.DRAFT
    )
    created_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibuat oleh")
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("acara")
        verbose_name_plural = _("acara")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("Acara harus selesai sesudah mulai."),
            ),
            models.CheckConstraint(
                condition=Q(meetings_from__isnull=True)
                | Q(meetings_from__gte=F("starts_at"), meetings_from__lt=F("ends_at")),
                name="event_meetings_within",
                violation_error_message=_(
                    "Pertemuan harus dimulai di antara mulai dan selesainya acara."
                ),
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__range=(5, 240), tables__lte=200),
                name="event_slots_sensible",
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_at"], name="event_calendar")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnerships:event", args=[self.pk])

    @property
    def first_meeting(self) -> datetime:
        return self.meetings_from or self.starts_at

    @property
    def slots(self) -> int:
        """How many meetings one table has room for."""
        if not self.tables:
            return 0
        return (self.ends_at - self.first_meeting) // timedelta(minutes=self.slot_minutes)

    def slot_starts(self, slot: int) -> datetime:
        return self.first_meeting + slot * timedelta(minutes=self.slot_minutes)

    @property
    def agenda_lines(self) -> list[str]:
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


class EventStatusChange(StatusChange):
    subject = models.ForeignKey(Event, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False


class EventInvitationStatus(models.TextChoices):
    INVITED = "invited", _("diundang")
    ACCEPTED = "accepted", _("akan hadir")
    DECLINED = "declined", _("tidak dapat hadir")
    ATTENDED = "attended", _("hadir")


def _code() -> str:
    """What the QR code of an invitation holds: nobody guesses another one's."""
    return token_urlsafe(12)


class EventInvitationQuerySet(models.QuerySet):
    def of(self, user):
        """Those of the firms and companies that this person belongs to."""
        return self.filter(
            Q(company__in=CompanyMember.objects.filter(user=user).values("company"))
            | Q(umkm__in=UmkmMember.objects.filter(user=user).values("umkm"))
        )

    def with_labels(self):
        return self.select_related("event", "company", "umkm__village__district")

    def expected(self):
        """Who may sit at a table: everybody who has not said no."""
        return self.exclude(status=EventInvitationStatus.DECLINED)


class EventInvitation(models.Model):
    """One company or one UMKM, asked to one gathering."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="invitations", verbose_name=_("acara")
    )
    company = models.ForeignKey(
        Company,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("perusahaan"),
    )
    umkm = models.ForeignKey(
        Umkm, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("UMKM")
    )
    code = models.CharField(_("kode"), max_length=24, unique=True, default=_code, editable=False)
    people = models.PositiveSmallIntegerField(
        _("jumlah orang"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=EventInvitationStatus.choices,
        default=EventInvitationStatus.INVITED,
    )
    invited_at = models.DateTimeField(_("diundang"), default=timezone.now)
    attended_at = models.DateTimeField(_("hadir sejak"), null=True, blank=True)

    objects = EventInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("undangan")
        verbose_name_plural = _("undangan")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=True, umkm__isnull=False)
                | Q(company__isnull=False, umkm__isnull=True),
                name="invitation_of_one_party",
            ),
            models.UniqueConstraint(fields=["event", "company"], name="invitation_company_once"),
            models.UniqueConstraint(fields=["event", "umkm"], name="invitation_umkm_once"),
            models.CheckConstraint(
                condition=Q(status="attended", attended_at__isnull=False)
                | (~Q(status="attended") & Q(attended_at__isnull=True)),
                name="invitation_attended_has_time",
            ),
            models.CheckConstraint(
                condition=Q(people__range=(1, 20)), name="invitation_people_1_to_20"
            ),
        ]

    def __str__(self):
        return f"{self.party} · {self.event}"

    def get_absolute_url(self):
        return reverse("partnerships:invitation", args=[self.code])

    @property
    def party(self) -> Company | Umkm:
        return self.company if self.company_id else self.umkm


class EventInvitationStatusChange(StatusChange):
    subject = models.ForeignKey(EventInvitation, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False


class EventMeetingStatus(models.TextChoices):
    PLANNED = "planned", _("dijadwalkan")
    INTERESTED = "meeting_interested", _("berminat")
    SAMPLE = "meeting_sample", _("minta contoh")
    UNFIT = "meeting_unfit", _("tidak cocok")
    MISSED = "meeting_missed", _("tidak terjadi")


#: Of these something may come.
PROMISING = (EventMeetingStatus.INTERESTED, EventMeetingStatus.SAMPLE)


class EventMeeting(models.Model):
    """One company and one UMKM at a table, about one suggestion."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="meetings", verbose_name=_("acara")
    )
    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="+", verbose_name=_("saran")
    )
    # Both stand in the suggestion too: here the database can refuse that one sits at two tables.
    company = models.ForeignKey(
        Company, models.PROTECT, related_name="+", verbose_name=_("perusahaan")
    )
    umkm = models.ForeignKey(Umkm, models.PROTECT, related_name="+", verbose_name=_("UMKM"))
    slot = models.PositiveSmallIntegerField(_("urutan waktu"))
    table = models.PositiveSmallIntegerField(_("meja"))
    status = models.CharField(
        _("hasil"),
        max_length=20,
        choices=EventMeetingStatus.choices,
        default=EventMeetingStatus.PLANNED,
    )

    class Meta:
        verbose_name = _("pertemuan")
        verbose_name_plural = _("pertemuan")
        ordering = ["event", "slot", "table"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "company", "umkm"], name="meeting_once_a_pair"
            ),
            models.UniqueConstraint(fields=["event", "slot", "table"], name="meeting_table_once"),
            models.UniqueConstraint(
                fields=["event", "slot", "company"], name="meeting_company_at_one_table"
            ),
            models.UniqueConstraint(
                fields=["event", "slot", "umkm"], name="meeting_umkm_at_one_table"
            ),
        ]

    def __str__(self):
        return f"{self.company} · {self.umkm}"

    def get_absolute_url(self):
        return f"{self.event.get_absolute_url()}#meeting-{self.pk}"

    @property
    def starts_at(self) -> datetime:
        return self.event.slot_starts(self.slot)

    @property
    def table_number(self) -> int:
        """As people count tables."""
        return self.table + 1


class EventMeetingStatusChange(StatusChange):
    subject = models.ForeignKey(EventMeeting, models.CASCADE, related_name="changes")

    reasons = DeclineReason

    class Meta(StatusChange.Meta):
        abstract = False


class FollowUpQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at__isnull=True)

    def with_labels(self):
        return self.select_related("meeting__event", "meeting__company", "meeting__umkm")


class FollowUp(models.Model):
    """What was promised at a meeting: by whom, and until when."""

    class By(models.TextChoices):
        COMPANY = "company", _("perusahaan")
        UMKM = "umkm", _("UMKM")
        OFFICER = "officer", _("petugas kemitraan")

    meeting = models.ForeignKey(
        EventMeeting, models.CASCADE, related_name="follow_ups", verbose_name=_("pertemuan")
    )
    by = models.CharField(_("oleh"), max_length=8, choices=By.choices)
    what = models.CharField(_("tindak lanjut"), max_length=200)
    due_on = models.DateField(_("paling lambat"))
    done_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("diselesaikan oleh"),
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("tindak lanjut")
        verbose_name_plural = _("tindak lanjut")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["by", "due_on"], condition=Q(done_at__isnull=True), name="follow_up_open"
            )
        ]

    def __str__(self):
        return self.what
