"""Figures for the partnership part of LKPM, the quarterly report of investors: prepared here, never sent.

Companies file LKPM themselves in OSS (PMA and PMDN, each quarter; the duty of partnership is one of its contents). Amounts are those of
partnerships.reports, whole rupiah, of all scopes: the duty asks nobody's programme. A line is one UMKM under one MoU.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from investors.models import Company
from kemitraan.rupiah import number, rupiah
from partnerships import quarters, reports
from partnerships.models import (
    Contract,
    EntryStatus,
    LkpmWindow,
    Mou,
    MouMember,
    MouStatus,
    MouStatusChange,
    Realisation,
)
from partnerships.models.mous import EVER_SIGNED
from partnerships.quarters import Quarter
from partnerships.sheets import Column, Kind, Report, SheetTable


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


def deadline(quarter: Quarter) -> date | None:
    """The last day for LKPM of a quarter, by the window in force then (admin, "Jendela LKPM"); None where none is known."""
    begins = quarters.first_day(quarters.after(quarter))
    window = LkpmWindow.objects.filter(starts_on__lte=begins).order_by("-starts_on").first()
    return begins.replace(day=window.last_day) if window else None


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


# ── As a report ──────────────────────────────────────────────────────────────────────────────────────────────────────


def company_report(company: Company, quarter: Quarter, *, today: date | None = None) -> Report:
    """The company's own figures, ready to be copied into its LKPM."""
    today = today or timezone.localdate()
    lines = lines_of(quarter, company)
    missing = [line for line in lines if line.is_missing]
    told = [
        _("UMKM mitra: %(firms)s, dalam %(mous)s MoU.")
        % {
            "firms": number(len({line.umkm_id for line in lines})),
            "mous": number(len({line.mou_id for line in lines})),
        },
        _("Realisasi triwulan ini: %(amount)s; sampai akhir triwulan %(to_date)s.")
        % {
            "amount": rupiah(sum(line.realised for line in lines)),
            "to_date": rupiah(sum(line.realised_to_date for line in lines)),
        },
        *_deadline_told(quarter),
    ]
    if missing:
        told.append(
            _("Belum dicatat untuk triwulan ini: %(names)s.")
            % {"names": ", ".join(line.umkm for line in missing)}
        )
    return Report(
        title=_("Angka kemitraan untuk LKPM, %(quarter)s") % {"quarter": quarters.name(quarter)},
        lead=f"{company.name}, NIB {company.nib}",
        sentences=told,
        tables=[
            _lines_table(lines, with_company=False),
            _people_table(lines, with_company=False),
        ],
        notes=_notes(today),
    )


def all_report(
    quarter: Quarter, lines: list[Line], *, with_lines: bool, today: date | None = None
) -> Report:
    """All companies with a partnership in the quarter (`lines_of` it), and whose entries are missing; for officials. A page tells the
    companies alone, a workbook every line."""
    today = today or timezone.localdate()
    companies = by_company(lines)
    silent = [rows for rows in companies if any(line.is_missing for line in rows)]
    return Report(
        title=_("Angka kemitraan untuk LKPM, %(quarter)s") % {"quarter": quarters.name(quarter)},
        lead=_("Semua perusahaan dengan kemitraan dalam triwulan ini."),
        sentences=[
            _(
                "%(count)s perusahaan; %(missing)s di antaranya belum mencatat semua realisasi triwulan ini."
            )
            % {"count": number(len(companies)), "missing": number(len(silent))},
            *_deadline_told(quarter),
        ],
        tables=[
            _companies_table(companies),
            *([_lines_table(lines, with_company=True)] if with_lines else []),
            *([_people_table(lines, with_company=True)] if with_lines else []),
        ],
        notes=_notes(today),
    )


def by_company(lines: list[Line]) -> list[list[Line]]:
    grouped: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.company.pk].append(line)
    return list(grouped.values())


def _deadline_told(quarter: Quarter) -> list[str]:
    day = deadline(quarter)
    if day is None:
        return []
    return [_("Hari terakhir LKPM triwulan ini: %(day)s.") % {"day": date_format(day, "j F Y")}]


def _notes(today: date) -> list[str]:
    return [
        _(
            "Portal ini tidak mengirim LKPM ke OSS. Halaman ini menyiapkan angkanya; perusahaan sendiri yang mengisi dan mengirim."
        ),
        _(
            "Hanya yang dikonfirmasi kedua pihak yang dijumlahkan; yang menunggu konfirmasi berdiri sendiri."
        ),
        _(
            "Nilai kontrak dengan beberapa UMKM dibagi menurut bagiannya. Tenaga kerja dan pembinaan: catatan triwulan ini yang dikonfirmasi."
        ),
        _("Keadaan data %(day)s.") % {"day": date_format(today, "j F Y")},
    ]


def _companies_table(companies: list[list[Line]]) -> SheetTable:
    return SheetTable(
        "companies",
        _("Per perusahaan"),
        [
            Column(_("Perusahaan")),
            Column(_("Modal")),
            Column(_("NIB")),
            Column(_("UMKM mitra"), Kind.NUMBER),
            Column(_("Kontrak sampai akhir (Rp)"), Kind.NUMBER),
            Column(_("Realisasi triwulan (Rp)"), Kind.NUMBER),
            Column(_("Menunggu konfirmasi (Rp)"), Kind.NUMBER),
            Column(_("UMKM tanpa catatan"), Kind.NUMBER),
        ],
        [
            [
                rows[0].company.name,
                rows[0].company.capital,
                rows[0].company.nib,
                len({line.umkm_id for line in rows}),
                sum(line.contract_to_date for line in rows),
                sum(line.realised for line in rows),
                sum(line.waiting for line in rows),
                sum(line.is_missing for line in rows),
            ]
            for rows in companies
        ],
        note=_(
            "UMKM tanpa catatan: kontraknya berlaku dalam triwulan ini, tetapi belum ada realisasi yang dicatat."
        ),
        empty=_("Tidak ada kemitraan dalam triwulan ini."),
    )


def _lines_table(lines: list[Line], *, with_company: bool) -> SheetTable:
    """Who the partners are, and the values."""
    columns = [
        Column(_("UMKM")),
        Column(_("NIB UMKM")),
        Column(_("Kecamatan")),
        Column(_("Pola kemitraan")),
        Column(_("Kontrak triwulan (Rp)"), Kind.NUMBER),
        Column(_("Kontrak sampai akhir (Rp)"), Kind.NUMBER),
        Column(_("Realisasi triwulan (Rp)"), Kind.NUMBER),
        Column(_("Realisasi sampai akhir (Rp)"), Kind.NUMBER),
    ]
    rows = [
        [
            line.umkm,
            line.nib,
            line.district,
            line.pattern,
            line.contract,
            line.contract_to_date,
            line.realised,
            line.realised_to_date,
        ]
        for line in lines
    ]
    return _of_lines("lines", _("UMKM mitra"), columns, rows, lines, with_company)


def _people_table(lines: list[Line], *, with_company: bool) -> SheetTable:
    """Work and coaching, and what is still open, of the same lines."""
    columns = [
        Column(_("UMKM")),
        Column(_("MoU")),
        Column(_("Pekerja perempuan"), Kind.NUMBER),
        Column(_("Pekerja laki-laki"), Kind.NUMBER),
        Column(_("Di antaranya baru"), Kind.NUMBER),
        Column(_("Menunggu konfirmasi (Rp)"), Kind.NUMBER),
        Column(_("Pembinaan")),
        Column(_("Catatan triwulan")),
    ]
    rows = [
        [
            line.umkm,
            line.mou,
            line.women,
            line.men,
            line.new,
            line.waiting,
            "; ".join(line.coaching) or None,
            _("belum ada") if line.is_missing else None,
        ]
        for line in lines
    ]
    return _of_lines("people", _("Tenaga kerja dan pembinaan"), columns, rows, lines, with_company)


def _of_lines(
    code: str,
    title: str,
    columns: list[Column],
    rows: list[list],
    lines: list[Line],
    with_company: bool,
) -> SheetTable:
    total = [
        sum(row[position] for row in rows) if column.is_number else ""
        for position, column in enumerate(columns)
    ]
    total[0] = _("Jumlah")
    if with_company:
        columns = [Column(_("Perusahaan")), *columns]
        rows = [[line.company.name, *row] for line, row in zip(lines, rows, strict=True)]
        total = [total[0], "", *total[1:]]
    return SheetTable(
        code,
        title,
        columns,
        rows,
        total=total if rows else None,
        empty=_("Tidak ada kemitraan dalam triwulan ini."),
    )
