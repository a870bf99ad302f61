"""What each UMKM is to each company in a quarter. Amounts are those of partnerships.reports, whole rupiah, of all scopes: the duty asks
nobody's programme."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncDate

from investors.models import Company
from partnerships import quarters, reports
from partnerships.models import (
    Contract,
    EntryStatus,
    Mou,
    MouMember,
    MouStatus,
    MouStatusChange,
    Realisation,
)
from partnerships.models.mous import EVER_SIGNED
from partnerships.quarters import Quarter


class Owner(NamedTuple):
    """The company of a line."""

    pk: int
    name: str
    capital: str
    nib: str


@dataclass
class Line:
    """What one UMKM is to a company under one MoU. Jobs and coaching are those of the quarter's confirmed entries; `is_missing`: a
    contract was in force in the quarter and nobody has entered anything for it."""

    company: Owner
    mou_id: int
    mou: str
    pattern: str
    umkm_id: int
    umkm: str
    nib: str | None
    district: str
    is_missing: bool
    contract: int = 0
    contract_to_date: int = 0
    realised: int = 0
    realised_to_date: int = 0
    waiting: int = 0
    women: int = 0
    men: int = 0
    new: int = 0
    coaching: Sequence[str] = ()


def lines_of(quarter: Quarter, company: Company | None = None) -> list[Line]:
    """Of one company, or of all, by company and UMKM. Three queries."""
    found = {(line.mou_id, line.umkm_id): line for line in _members(quarter, company)}
    for key, amounts in reports.seats(quarter, company and company.pk).items():
        if key in found:
            line, now, to_date = found[key], amounts.now, amounts.to_date
            line.contract, line.contract_to_date = now["contract"], to_date["contract"]
            line.realised, line.realised_to_date = now["realised"], to_date["realised"]
            line.waiting = now["realised_waiting"]
    for mou_id, umkm_id, women, men, new, coaching in _entries(quarter, company):
        if (line := found.get((mou_id, umkm_id))) is not None:
            line.is_missing = False
            line.women, line.men, line.new = women, men, new
            line.coaching = coaching
    return list(found.values())


def _members(quarter: Quarter, company: Company | None) -> Iterator[Line]:
    """Of MoUs signed by the quarter's end and not over before it began. Missing is what a contract calls for."""
    first, after = quarters.first_day(quarter), quarters.first_day(quarters.after(quarter))
    ended = (
        MouStatusChange.objects.filter(
            subject=OuterRef("mou"), target__in=[MouStatus.COMPLETED, MouStatus.TERMINATED]
        )
        .annotate(day=TruncDate("at"))
        .filter(day__lt=first)
    )
    in_force = Contract.objects.confirmed().filter(
        mou=OuterRef("mou"), starts_on__lt=after, ends_on__gte=first
    )
    rows = MouMember.objects.filter(
        ~Exists(ended),
        Q(mou__ends_on__isnull=True) | Q(mou__ends_on__gte=first),
        mou__status__in=EVER_SIGNED,
        mou__signed_on__lt=after,
    )
    if company is not None:
        rows = rows.filter(mou__company=company)
    patterns = {code: str(label) for code, label in Mou._meta.get_field("pattern").flatchoices}
    # Plain values: a report of everybody has thousands of lines.
    for *owner, mou_id, number_, title, pattern, umkm_id, umkm, nib, district, has_contract in (
        rows.annotate(has_contract=Exists(in_force))
        .order_by("mou__company__name", "mou__company", "umkm__name", "pk")
        .values_list(
            *(f"mou__company__{name}" for name in Owner._fields),
            *("mou", "mou__number", "mou__title", "mou__pattern"),
            *("umkm", "umkm__name", "umkm__nib", "umkm__village__district__name"),
            "has_contract",
        )
    ):
        yield Line(
            company=Owner(*owner),
            mou_id=mou_id,
            mou=number_ or title,
            pattern=patterns.get(pattern, pattern),
            umkm_id=umkm_id,
            umkm=umkm,
            nib=nib,
            district=district,
            is_missing=has_contract,
        )


def _entries(quarter: Quarter, company: Company | None) -> Iterable[tuple]:
    """(MoU, UMKM, women, men, of them new, coaching) of all that is entered for the quarter: people and coaching where both sides
    agree."""
    rows = Realisation.objects.filter(year=quarter[0], quarter=quarter[1])
    if company is not None:
        rows = rows.filter(contract__mou__company=company)
    agreed = Q(status=EntryStatus.CONFIRMED)

    def people(*names: str) -> Coalesce:
        return Coalesce(Sum(sum(map(F, names[1:]), F(names[0])), filter=agreed), 0)

    return (
        rows.order_by()
        .values_list("contract__mou", "umkm")
        .annotate(
            women=people("jobs_women_kept", "jobs_women_new"),
            men=people("jobs_men_kept", "jobs_men_new"),
            new=people("jobs_women_new", "jobs_men_new"),
            coached=ArrayAgg(
                "coaching", filter=agreed & ~Q(coaching=""), distinct=True, default=Value([])
            ),
        )
    )


def by_company(lines: list[Line]) -> list[list[Line]]:
    grouped: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.company.pk].append(line)
    return list(grouped.values())
