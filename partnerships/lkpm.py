"""Figures for the partnership part of LKPM, the quarterly report of investors: prepared here, never sent.

Companies file LKPM themselves in OSS (PMA and PMDN, each quarter; the duty of partnership is one of its contents). Amounts are those of
partnerships.reports, whole rupiah, of all scopes: the duty asks nobody's programme. A line is one UMKM under one MoU.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from investors.models import Company
from kemitraan.rupiah import number, rupiah
from partnerships import quarters
from partnerships.models import (
    Contract,
    EntryStatus,
    LkpmWindow,
    MouMember,
    MouStatus,
    MouStatusChange,
    Realisation,
)
from partnerships.models.mous import EVER_SIGNED
from partnerships.quarters import Quarter
from partnerships.reports import Asked
from partnerships.reports.amounts import PARTS
from partnerships.reports.asked import fetch, quarter_number
from partnerships.sheets import Column, Kind, Report, SheetTable


@dataclass
class Line:
    """What one UMKM is to a company under one MoU. Jobs and coaching are those of the quarter's confirmed entries; `is_missing`: a
    contract was in force in the quarter and nobody has entered anything for it."""

    member: MouMember
    contract: int = 0
    contract_to_date: int = 0
    realised: int = 0
    realised_to_date: int = 0
    waiting: int = 0
    women: int = 0
    men: int = 0
    new: int = 0
    coaching: list[str] = field(default_factory=list)
    is_missing: bool = False

    @property
    def company(self) -> Company:
        return self.member.mou.company


def deadline(quarter: Quarter) -> date | None:
    """The last day for LKPM of a quarter, by the window in force then (admin, "Jendela LKPM"); None where none is known."""
    begins = _after(quarter)
    window = LkpmWindow.objects.filter(starts_on__lte=begins).order_by("-starts_on").first()
    return begins.replace(day=window.last_day) if window else None


def _after(quarter: Quarter) -> date:
    """The first day after a quarter."""
    year, number_ = quarter
    return quarters.first_day((year, number_ + 1) if number_ < 4 else (year + 1, 1))


def lines_of(quarter: Quarter, company: Company | None = None) -> list[Line]:
    """Of one company, or of all, by company and UMKM. Four queries."""
    found = {(row.mou_id, row.umkm_id): Line(row) for row in _members(quarter, company)}
    for key, *amounts in _amounts(quarter, company):
        if key in found:
            line = found[key]
            (
                line.contract,
                line.contract_to_date,
                line.realised,
                line.realised_to_date,
                line.waiting,
            ) = amounts
    entered = set()
    for row in _entries(quarter, company):
        key = row.contract.mou_id, row.umkm_id
        entered.add(key)
        if key in found and row.status == EntryStatus.CONFIRMED:
            line = found[key]
            line.women += row.jobs_women
            line.men += row.jobs_men
            line.new += row.jobs_new
            if row.coaching and row.coaching not in line.coaching:
                line.coaching.append(row.coaching)
    for key, line in found.items():
        line.is_missing = line.member.has_contract and key not in entered
    return list(found.values())


def _members(quarter: Quarter, company: Company | None):
    """Of MoUs signed by the quarter's end and not over before it began."""
    first, last = quarters.first_day(quarter), _after(quarter) - timedelta(days=1)
    ended = (
        MouStatusChange.objects.filter(
            subject=OuterRef("mou"), target__in=[MouStatus.COMPLETED, MouStatus.TERMINATED]
        )
        .annotate(day=TruncDate("at"))
        .filter(day__lt=first)
    )
    in_force = Contract.objects.confirmed().filter(
        mou=OuterRef("mou"), starts_on__lte=last, ends_on__gte=first
    )
    rows = MouMember.objects.filter(
        ~Exists(ended),
        Q(mou__ends_on__isnull=True) | Q(mou__ends_on__gte=first),
        mou__status__in=EVER_SIGNED,
        mou__signed_on__lte=last,
    )
    if company is not None:
        rows = rows.filter(mou__company=company)
    return (
        rows.annotate(has_contract=Exists(in_force))
        .select_related("mou__company", "umkm__village__district")
        .order_by("mou__company__name", "mou__company", "umkm__name", "pk")
    )


def _entries(quarter: Quarter, company: Company | None):
    rows = Realisation.objects.filter(year=quarter[0], quarter=quarter[1])
    if company is not None:
        rows = rows.filter(contract__mou__company=company)
    return rows.select_related("contract").order_by("pk")


def _amounts(quarter: Quarter, company: Company | None) -> Iterable[tuple]:
    """((mou, UMKM), contract and to date, realised and to date, waiting for a confirmation) of each pair that has any."""
    rows = fetch(
        f"""
        SELECT part.mou, part.firm,
            coalesce(sum(rupiah) FILTER (WHERE measure = 'contract' AND quarter = %(quarter)s), 0),
            coalesce(sum(rupiah) FILTER (WHERE measure = 'contract'), 0),
            coalesce(sum(rupiah) FILTER (WHERE measure = 'realised' AND quarter = %(quarter)s), 0),
            coalesce(sum(rupiah) FILTER (WHERE measure = 'realised'), 0),
            coalesce(sum(rupiah) FILTER (WHERE measure = 'realised_waiting' AND quarter = %(quarter)s), 0)
        FROM ({PARTS}) AS part WHERE %(company)s IS NULL OR part.company = %(company)s
        GROUP BY part.mou, part.firm
        """,  # noqa: S608 - constants of partnerships.reports
        Asked(until=quarter),
        quarter=quarter_number(quarter),
        company=company and company.pk,
    )
    for mou, firm, *amounts in rows:
        yield (mou, firm), *map(int, amounts)


# ── As a report ──────────────────────────────────────────────────────────────────────────────────────────────────────


def company_report(company: Company, quarter: Quarter, *, today: date | None = None) -> Report:
    """The company's own figures, ready to be copied into its LKPM."""
    today = today or timezone.localdate()
    lines = lines_of(quarter, company)
    missing = [line for line in lines if line.is_missing]
    told = [
        _("UMKM mitra: %(firms)s, dalam %(mous)s MoU.")
        % {
            "firms": number(len({line.member.umkm_id for line in lines})),
            "mous": number(len({line.member.mou_id for line in lines})),
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
            % {"names": ", ".join(line.member.umkm.name for line in missing)}
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


def all_report(quarter: Quarter, lines: list[Line], *, today: date | None = None) -> Report:
    """All companies with a partnership in the quarter (`lines_of` it), and whose entries are missing; for officials."""
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
            _lines_table(lines, with_company=True),
            _people_table(lines, with_company=True),
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
        _("Menurut perusahaan"),
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
                len({line.member.umkm_id for line in rows}),
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
            line.member.umkm.name,
            line.member.umkm.nib,
            line.member.umkm.village.district.name,
            str(line.member.mou.get_pattern_display()),
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
            line.member.umkm.name,
            str(line.member.mou),
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
