"""What waits for somebody and since when, the oldest first. Desk, dashboard and lists show the same rows.

Each function returns a queryset whose rows carry `since` (the moment from which they wait) and everything that a list row
shows, so that a page needs one query for each kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Company, Need, NeedRevision, NeedStatus
from kemitraan.verification import VerificationStatus
from partnerships import quarters
from partnerships.models import (
    Contract,
    EntryStatus,
    GroupProposal,
    GroupStatus,
    Mou,
    MouMember,
    MouStatus,
    MouStatusChange,
    Realisation,
    Side,
    Suggestion,
    SuggestionStatus,
    SuggestionStatusChange,
    WatchRule,
)
from partnerships.models.mous import LIVE, PREPARING
from partnerships.services.ledger import quarter_of
from umkm.models import (
    CertificateNotice,
    DataRequest,
    DuplicatePair,
    FacilitationRequest,
    ImportRun,
    Membership,
    Umkm,
)

#: A need's last day is told of from so many days before.
RUNNING_OUT_DAYS = 14
#: A running partnership that books nothing for so many days is called silent.
SILENT_DAYS = 90


def days_since(moment: date | datetime, today: date | None = None) -> int:
    """Whole days between a moment and today in the portal's time zone."""
    today = today or timezone.localdate()
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return (today - day).days


def limits() -> dict[str, int]:
    """After how many days what waits is late, by the code of its reminder: officials set them in the admin (WatchRule), and the
    desk goes by the same days as the letters. It is the first of them; what belongs to a quarter has until the last."""
    last = {WatchRule.Code.REALISATION_CALL}
    return {
        code: days[-1] - 1 if code in last else days[0]
        for code, days in WatchRule.objects.values_list("code", "days")
    }


def _since(rows: QuerySet, log) -> QuerySet:
    """Rows with the moment of their last change of state."""
    changes = log.objects.filter(subject=OuterRef("pk")).order_by("-at", "-pk")
    return rows.annotate(since=Subquery(changes.values("at")[:1]))


# ── Suggestions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def suggestions_for_umkm(umkm_ids: Iterable[int]) -> QuerySet[Suggestion]:
    """What these UMKM have not answered yet: the buyers that wait already, the longest first, then the best score."""
    rows = Suggestion.objects.filter(
        umkm__in=umkm_ids,
        status__in=[
            SuggestionStatus.COMPANY_INTERESTED,
            SuggestionStatus.PROPOSED,
            SuggestionStatus.SUGGESTED,
        ],
    )
    rows = rows.shown_to_umkm().annotate(nobody_waits=Q(status=SuggestionStatus.SUGGESTED))
    rows = _since(rows.with_labels(), SuggestionStatusChange)
    return rows.order_by(
        "nobody_waits", Case(When(nobody_waits=False, then=F("since"))), "-score", "pk"
    )


def changed_since_answer(umkm_ids: Iterable[int]) -> QuerySet[Suggestion]:
    """Where the need was changed after these UMKM answered, and no MoU is signed yet; `since` is the change."""
    signed = MouMember.objects.filter(suggestion=OuterRef("pk")).exclude(mou__status__in=PREPARING)
    last = NeedRevision.objects.filter(need=OuterRef("need")).order_by("-number")
    rows = Suggestion.objects.answered_before_change().filter(~Exists(signed), umkm__in=umkm_ids)
    return (
        rows.with_labels().annotate(since=Subquery(last.values("at")[:1])).order_by("since", "pk")
    )


def needs_running_out(company_ids: Iterable[int], *, today: date | None = None) -> QuerySet[Need]:
    """Open needs of these companies whose last day is two weeks away or nearer, the nearest first."""
    rows = Need.objects.running_out(today or timezone.localdate(), RUNNING_OUT_DAYS)
    return rows.filter(company__in=company_ids).order_by("valid_until", "pk")


def suggestions_for_companies(company_ids: Iterable[int]) -> QuerySet[Suggestion]:
    """What an UMKM or an officer put before these companies; bare suggestions of the matcher do not press."""
    rows = Suggestion.objects.filter(
        need__company__in=company_ids,
        status__in=[SuggestionStatus.UMKM_INTERESTED, SuggestionStatus.PROPOSED],
    )
    return _since(rows.with_labels(), SuggestionStatusChange).order_by("since", "pk")


def suggestions_between_sides() -> QuerySet[Suggestion]:
    """One side has said yes or an officer has proposed, and an answer is missing."""
    rows = Suggestion.objects.filter(
        status__in=[
            SuggestionStatus.PROPOSED,
            SuggestionStatus.UMKM_INTERESTED,
            SuggestionStatus.COMPANY_INTERESTED,
        ]
    )
    return _since(rows.with_labels(), SuggestionStatusChange).order_by("since", "pk")


def matched_without_mou() -> QuerySet[Suggestion]:
    rows = Suggestion.objects.matched().filter(
        ~Exists(MouMember.objects.filter(suggestion=OuterRef("pk")))
    )
    return _since(rows.with_labels(), SuggestionStatusChange).order_by("since", "pk")


def proposed_groups() -> QuerySet[GroupProposal]:
    """Groups that the matcher proposes and no officer has answered, for needs that are still open."""
    rows = GroupProposal.objects.filter(
        status=GroupStatus.PROPOSED, need__status=NeedStatus.OPEN
    ).select_related("need__company", "cluster")
    return rows.annotate(since=F("created_at"), members=Count("shares")).order_by("since", "pk")


# ── MoU ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mous_in_preparation() -> QuerySet[Mou]:
    return _since(Mou.objects.preparing().with_labels(), MouStatusChange).order_by("since", "pk")


def mous_to_check() -> QuerySet[Mou]:
    """Drafts that wait for the legal officer."""
    return mous_in_preparation().filter(status=MouStatus.LEGAL_CHECK)


def silent(scope: str = "", *, today: date | None = None, days: int = SILENT_DAYS) -> QuerySet[Mou]:
    """Signed and not over, awake, and nothing booked for so many days: `since` is the day of the last entry, or of the signature.
    Those that sleep already have a list of their own (waiting_agreements.sleeping)."""
    today = today or timezone.localdate()
    rows = Mou.objects.awake()
    if scope:
        rows = rows.filter(scope=scope)
    last = Coalesce(TruncDate(Max("contracts__realisations__entered_at")), F("signed_on"))
    return (
        rows.with_labels()
        .annotate(since=last)
        .filter(since__lt=today - timedelta(days=days))
        .order_by("since", "pk")
    )


def quiet(*, today: date | None = None, days: int) -> QuerySet[Mou]:
    """Signed and not over, also those that sleep, without a sign of life for so many days: `since` is the day of the last."""
    today = today or timezone.localdate()
    rows = Mou.objects.live().with_labels().with_last_sign_of_life()
    rows = rows.annotate(since=F("last_sign")).filter(since__lt=today - timedelta(days=days))
    return rows.order_by("since", "pk")


# ── Ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def contracts_waiting() -> QuerySet[Contract]:
    """Entered or disputed, not confirmed."""
    rows = Contract.objects.unconfirmed().select_related("mou__company", "entered_by")
    return rows.annotate(since=F("entered_at")).order_by("since", "pk")


def realisations_waiting() -> QuerySet[Realisation]:
    rows = Realisation.objects.unconfirmed().select_related(
        "contract__mou__company", "umkm", "entered_by"
    )
    return rows.annotate(since=F("entered_at")).order_by("since", "pk")


def contracts_to_confirm(*, umkm_ids=(), company_ids=()) -> QuerySet[Contract]:
    """Contracts that the other side entered and that these people confirm."""
    return contracts_waiting().filter(
        Q(entered_side=Side.COMPANY, mou__in=_mous_of(umkm_ids))
        | Q(entered_side=Side.UMKM, mou__company__in=company_ids),
        status=EntryStatus.ENTERED,
    )


def realisations_to_confirm(*, umkm_ids=(), company_ids=()) -> QuerySet[Realisation]:
    return realisations_waiting().filter(
        Q(entered_side=Side.COMPANY) & _of_umkm(umkm_ids)
        | Q(entered_side=Side.UMKM, contract__mou__company__in=company_ids),
        status=EntryStatus.ENTERED,
    )


def disputed_of(
    user, *, umkm_ids=(), company_ids=()
) -> tuple[QuerySet[Contract], QuerySet[Realisation]]:
    """What the other side does not accept: entries of this person, and those that anybody made for these sides."""
    own, of_company = Q(entered_by=user), Q(entered_side=Side.COMPANY)
    of_umkm = Q(entered_side=Side.UMKM)
    return (
        contracts_waiting().filter(
            own
            | of_company & Q(mou__company__in=company_ids)
            | of_umkm & Q(mou__in=_mous_of(umkm_ids)),
            status=EntryStatus.DISPUTED,
        ),
        realisations_waiting().filter(
            own
            | of_company & Q(contract__mou__company__in=company_ids)
            | of_umkm & _of_umkm(umkm_ids),
            status=EntryStatus.DISPUTED,
        ),
    )


def _mous_of(umkm_ids) -> QuerySet:
    """MoUs of these UMKM: as one that delivers, or as the koperasi that coordinates the others."""
    member = MouMember.objects.filter(umkm__in=umkm_ids).values("mou")
    return Mou.objects.filter(Q(pk__in=member) | Q(coordinator__in=umkm_ids)).values("pk")


def _of_umkm(umkm_ids) -> Q:
    """Realisations of these UMKM, and of those whom they coordinate."""
    return Q(umkm__in=umkm_ids) | Q(contract__mou__coordinator__in=umkm_ids)


@dataclass(frozen=True)
class Due:
    """A realisation that should have been booked: one UMKM under one contract for one quarter."""

    contract: Contract
    member: MouMember
    quarter: quarters.Quarter
    since: date


def realisations_due(*, umkm_ids=(), company_ids=(), today: date | None = None) -> list[Due]:
    """What these people should enter: delivered and paid in the last whole quarter, and it stands nowhere yet. Three queries."""
    umkm_ids, company_ids = set(umkm_ids), set(company_ids)
    concerned = Q(mou__in=_mous_of(umkm_ids)) | Q(mou__company__in=company_ids)
    return [
        due
        for due in _due(Contract.objects.filter(concerned), today)
        if due.member.umkm_id in umkm_ids
        or due.contract.mou.coordinator_id in umkm_ids
        or due.contract.mou.company_id in company_ids
    ]


def all_realisations_due(*, today: date | None = None) -> list[Due]:
    """The same of everybody."""
    return _due(Contract.objects.all(), today)


def _due(contracts: QuerySet[Contract], today: date | None) -> list[Due]:
    today = today or timezone.localdate()
    this_quarter = quarters.first_day(quarter_of(today))
    year, quarter = last = quarters.before(quarter_of(today))
    contracts = (
        contracts.confirmed()
        .filter(
            mou__status__in=LIVE, starts_on__lt=this_quarter, ends_on__gte=quarters.first_day(last)
        )
        .select_related("mou__company")
        .prefetch_related("mou__members__umkm")
        .order_by("pk")
    )
    booked = set(
        Realisation.objects.filter(year=year, quarter=quarter, contract__in=contracts)
        .order_by()
        .values_list("contract_id", "umkm_id")
    )
    return [
        Due(contract, member, last, since=this_quarter)
        for contract in contracts
        for member in contract.mou.members.all()
        if (contract.pk, member.umkm_id) not in booked
    ]


# ── All of it, for those who watch ───────────────────────────────────────────────────────────────────────────────────


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
        for row in rows[:limit]:
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


def verification_queue(user) -> list[tuple[str, str, int, datetime]]:
    """UMKM that wait to be verified in the area of this official: (kecamatan code, its name, how many, since when), the
    oldest first."""
    return list(
        Umkm.objects.filter(status=VerificationStatus.REGISTERED)
        .in_area_of(user)
        .order_by()
        .values_list("village__district_id", "village__district__name")
        .annotate(count=Count("pk"), since=Min("registered_at"))
        .order_by("since", "village__district__name")
    )


# ── What UMKM asked for, and what they must look after ───────────────────────────────────────────────────────────────


def facilitation_of(user) -> QuerySet[FacilitationRequest]:
    """Requests that this official's office has not answered, what is due first above."""
    status = FacilitationRequest.Status
    rows = FacilitationRequest.objects.filter(status__in=(status.ASKED, status.TAKEN_UP))
    if not user.is_superuser:
        rows = rows.filter(office=user.office_code)
    return rows.order_by("due_on", "pk")


def data_requests() -> QuerySet[DataRequest]:
    """What people ask about their data, what is due first above."""
    rows = DataRequest.objects.filter(status=DataRequest.Status.OPEN).select_related("umkm")
    return rows.annotate(since=F("asked_at")).order_by("due_at", "pk")


def duplicate_pairs() -> QuerySet[DuplicatePair]:
    """Two firms that may be one, until somebody says so."""
    rows = DuplicatePair.objects.filter(state=DuplicatePair.State.OPEN)
    rows = rows.select_related("first", "second")
    return rows.annotate(since=F("found_at")).order_by("since", "pk")


def imports_to_save() -> QuerySet[ImportRun]:
    """Spreadsheets that are checked and that nobody has saved."""
    rows = ImportRun.objects.filter(state=ImportRun.State.CHECKED).defer("upload")
    return rows.annotate(since=F("checked_at")).order_by("since", "pk")


def facilitation_answers(umkm_ids: Iterable[int]) -> QuerySet[FacilitationRequest]:
    """Answers of offices that the UMKM can act on now."""
    answered = FacilitationRequest.Status.ANSWERED
    return FacilitationRequest.objects.filter(umkm__in=umkm_ids, status=answered).order_by(
        "answered_at", "pk"
    )


def certificates_running_out(
    umkm_ids: Iterable[int], *, today: date | None = None
) -> QuerySet[CertificateNotice]:
    """The last notice of each certificate that still has the day it was warned of, the next to end first."""
    today = today or timezone.localdate()
    rows = CertificateNotice.objects.filter(
        certificate__umkm__in=umkm_ids,
        expires_on=F("certificate__expires_on"),
        expires_on__gte=today,
    )
    latest = rows.order_by("certificate_id", "days_ahead").distinct("certificate_id").values("pk")
    return (
        CertificateNotice.objects.filter(pk__in=latest)
        .select_related("certificate__kind", "certificate__umkm")
        .order_by("expires_on", "pk")
    )


def memberships_to_answer(umkm_ids: Iterable[int]) -> QuerySet[Membership]:
    """Memberships that the other side has asked for."""
    side = Membership.Side
    return (
        Membership.objects.filter(
            Q(asked_side=side.GROUP, member__in=umkm_ids)
            | Q(asked_side=side.MEMBER, group__in=umkm_ids),
            status=Membership.Status.ASKED,
        )
        .select_related("group", "member")
        .order_by("asked_at", "pk")
    )
