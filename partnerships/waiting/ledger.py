"""Contracts and realisations that wait: to be confirmed, to be mended, to be entered at all."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from partnerships import quarters
from partnerships.models import Contract, EntryStatus, Mou, MouMember, Realisation, Side
from partnerships.models.mous import LIVE
from partnerships.services.ledger import quarter_of


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
