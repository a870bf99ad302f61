"""Two gatherings: one that was held, with what was said at its tables, and one to which people are asked."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from kemitraan.accounts.models import User
from partnerships.models import Event, EventInvitation, EventKind, FollowUp, Mou, Suggestion
from partnerships.services import events, meetings

_AGENDA = """08.30 Penerimaan tamu
09.00 Pembukaan oleh Bupati
09.30 Apa yang dicari perusahaan
10.00 Pertemuan di meja, dua puluh menit setiap pasangan
12.30 Makan siang dan penutup"""

#: What is said at a table, by turns: (verb, note, reason).
_SAID = (
    ("interested", "Harga dan jumlah bertemu; minta jadwal pengiriman.", ""),
    ("sample", "Minta contoh dengan warna perusahaan.", ""),
    ("interested", "Ingin melihat bengkel bulan depan.", ""),
    ("unfit", "Belum sanggup memenuhi jumlah.", "capacity"),
    ("missed", "Perusahaan berhalangan.", ""),
)


class Gatherings:
    def __init__(self, *, officer: User, seed: int, now: datetime):
        self.officer, self.now = officer, now
        self.chance = random.Random(f"{seed}/events")

    def play(self) -> int:
        """How many guests were asked to the two."""
        return self._held() + self._coming()

    def _write(self, title: str, begins: datetime, asked: datetime, **fields) -> Event:
        event = Event(
            title=title,
            place="Pendopo Kabupaten",
            starts_at=begins,
            ends_at=begins + timedelta(hours=4),
            meetings_from=begins + timedelta(hours=1, minutes=30),
            slot_minutes=20,
            agenda=_AGENDA,
            **fields,
        )
        event = events.write_event(event, actor=self.officer, now=asked)
        return events.change_event_status(event, "announce", actor=self.officer, now=asked)

    def _nine(self, days: int) -> datetime:
        day = timezone.localtime(self.now) + timedelta(days=days)
        return day.replace(hour=9, minute=0, second=0, microsecond=0)

    def _held(self) -> int:
        """Of those who have an MoU today, some met there first: the MoU shows what the day has brought."""
        begun = Mou.objects.order_by("created_at").first()
        days = 270 if begun is None else (self.now - begun.created_at).days + 5
        begins = self._nine(-days)
        event = self._write(
            "Temu bisnis UMKM dan perusahaan",
            begins,
            begins - timedelta(days=30),
            kind=EventKind.BUSINESS,
            tables=8,
            description="Perusahaan bertemu pemasok yang disarankan untuk kebutuhannya.",
        )
        met = Suggestion.objects.filter(
            pk__in=Mou.objects.exclude(members__suggestion=None).values("members__suggestion")
        ).select_related("need__company", "umkm")
        asked = begins - timedelta(days=20)
        guests = events.invite(
            event,
            actor=self.officer,
            companies={row.need.company for row in met},
            firms={row.umkm for row in met},
            now=asked,
        )
        meetings.plan_meetings(event, actor=self.officer)
        for row in EventInvitation.objects.filter(event=event).select_related("event"):
            if self.chance.random() < 0.9:
                events.answer_invitation(row, "accept", actor=self.officer, now=asked)
                events.check_in(row, actor=self.officer, now=begins)
        self._say(event, begins + timedelta(hours=3))
        events.change_event_status(
            event, "hold", actor=self.officer, now=begins + timedelta(hours=5)
        )
        return guests

    def _say(self, event: Event, at: datetime) -> None:
        for number, meeting in enumerate(event.meetings.select_related("event")):
            verb, note, reason = _SAID[number % len(_SAID)]
            promises = []
            if verb == "sample":
                due_on = timezone.localdate(at) + timedelta(days=14)
                promises = [meetings.Promise(FollowUp.By.UMKM, "Mengirim contoh", due_on)]
            meetings.record_meeting(
                meeting,
                verb,
                actor=self.officer,
                note=note,
                reason=reason,
                promises=promises,
                now=at,
            )
        for promise in FollowUp.objects.filter(meeting__event=event)[1:]:
            meetings.finish_follow_up(promise, actor=self.officer, now=at + timedelta(days=9))

    def _coming(self) -> int:
        begins = self._nine(18)
        event = self._write(
            "Temu bisnis batik, lurik, dan konveksi",
            begins,
            self.now - timedelta(days=6),
            kind=EventKind.BUSINESS,
            tables=6,
            answer_by=timezone.localdate(begins) - timedelta(days=7),
            description="Perusahaan yang mencari seragam dan cendera mata bertemu pemasoknya.",
        )
        liked = Suggestion.objects.matched().select_related("need__company", "umkm")[:30]
        guests = events.invite(
            event,
            actor=self.officer,
            companies={row.need.company for row in liked},
            firms={row.umkm for row in liked},
            now=self.now - timedelta(days=5),
        )
        if liked:
            meetings.plan_meetings(event, actor=self.officer)
        return guests
