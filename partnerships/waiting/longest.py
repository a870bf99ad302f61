"""All of it, for those who watch: the longest waits of every kind, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db.models import F
from django.utils.translation import gettext as _

from investors.models import Company
from partnerships.models import (
    Contract,
    EntryStatus,
    Mou,
    MouStatus,
    Realisation,
    Side,
    Suggestion,
    SuggestionStatus,
    WatchRule,
)
from partnerships.waiting.days import days_since, limits
from partnerships.waiting.ledger import contracts_waiting, realisations_waiting
from partnerships.waiting.mous import mous_in_preparation
from partnerships.waiting.offers import matched_without_mou, suggestions_between_sides


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: for whom, which, since when, and after how many days it is late (as on the desks)."""

    for_whom: str
    title: str
    url: str
    since: datetime
    days: int
    limit: int

    @property
    def is_late(self) -> bool:
        return self.days > self.limit


def waiting(limit: int = 15, *, today: date | None = None) -> list[Waiting]:
    """The longest waits of every kind, the oldest first. One query a kind (six), and one for their limits."""
    code, late_after = WatchRule.Code, limits()

    def each(rows, rule, for_whom, subject=lambda row: row):
        # What a row shows is joined to these few, not to all that wait.
        for row in rows.filter(pk__in=rows.values("pk")[:limit]):
            target = subject(row)
            yield Waiting(
                for_whom(row) if callable(for_whom) else for_whom,
                str(row),
                target.get_absolute_url(),
                row.since,
                days_since(row.since, today),
                late_after[rule],
            )

    companies = Company.objects.awaiting().annotate(since=F("registered_at"))
    found = chain(
        each(companies, code.COMPANY_UNVERIFIED, _("petugas: verifikasi perusahaan")),
        each(suggestions_between_sides(), code.SUGGESTION_SILENT, _whose_answer),
        each(matched_without_mou(), code.MOU_SILENT, _("petugas: temu bisnis")),
        each(mous_in_preparation(), code.MOU_SILENT, _whose_step),
        each(contracts_waiting(), code.ENTRY_UNCONFIRMED, _whose_confirmation, _mou_of),
        each(realisations_waiting(), code.ENTRY_UNCONFIRMED, _whose_confirmation, _mou_of),
    )
    return sorted(found, key=lambda item: item.since)[:limit]


def _whose_answer(suggestion: Suggestion) -> str:
    return {
        SuggestionStatus.UMKM_INTERESTED: _("perusahaan: jawaban atas minat UMKM"),
        SuggestionStatus.COMPANY_INTERESTED: _("UMKM: jawaban atas minat perusahaan"),
    }.get(suggestion.status, _("kedua pihak: jawaban atas usulan petugas"))


def _whose_step(mou: Mou) -> str:
    if mou.status == MouStatus.LEGAL_CHECK:
        return _("petugas hukum: pemeriksaan rancangan")
    return _("petugas dan para pihak: penyusunan MoU")


def _mou_of(entry: Contract | Realisation) -> Mou:
    return entry.mou if isinstance(entry, Contract) else entry.contract.mou


def _whose_confirmation(entry: Contract | Realisation) -> str:
    if entry.status == EntryStatus.DISPUTED:
        return _("pencatat: perbaikan catatan yang dipersoalkan")
    if entry.entered_side == Side.COMPANY:
        return _("UMKM: konfirmasi catatan")
    return _("perusahaan: konfirmasi catatan")
