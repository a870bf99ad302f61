"""The lines as a report: of one company, and of all for officials."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from investors.models import Company
from kemitraan.rupiah import number, rupiah
from partnerships import quarters
from partnerships.lkpm.lines import Line, by_company, lines_of
from partnerships.models import LkpmWindow
from partnerships.quarters import Quarter
from partnerships.sheets import Column, Kind, Report, SheetTable


def deadline(quarter: Quarter) -> date | None:
    """The last day for LKPM of a quarter, by the window in force then (admin, "Jendela LKPM"); None where none is known."""
    begins = quarters.first_day(quarters.after(quarter))
    window = LkpmWindow.objects.filter(starts_on__lte=begins).order_by("-starts_on").first()
    return begins.replace(day=window.last_day) if window else None


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
