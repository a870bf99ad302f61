"""The tables of the quarterly report."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from kemitraan.rupiah import number
from partnerships import reports
from partnerships.models import Mou
from partnerships.quarterly.figures import NAMED, Figures, Named
from partnerships.sheets import Column, Kind, SheetTable
from partnerships.wording.reports import AMOUNTS, DIMENSIONS, STEPS, list_title

#: What one side alone has entered, and what the two see differently: never part of the amounts.
NOT_COUNTED = [name for name in reports.MEASURES if name not in reports.AMOUNTS]

#: What a time is called, what the number of rows in it is called, and its figures.
Period = tuple[str, str, Mapping[str, reports.Figure]]


def all_tables(found: Figures) -> list[SheetTable]:
    return [
        _amounts(found),
        _course(found),
        _not_counted(found),
        _funnel(found),
        *(_divided(found, name) for name in reports.DIVIDED_BY),
        _grown(found),
        _sleeping(found),
        _nothing_booked(found),
        _waits(found),
    ]


def _amount_names() -> list[str]:
    return [str(label) for label, _meaning in AMOUNTS.values()]


def _titles() -> dict[str, str]:
    """{dimension of partnerships.reports: title of its table}."""
    return {
        "cluster": _("Menurut klaster"),
        "district": _("Menurut kecamatan"),
        "office": _("Menurut OPD"),
        "capital": _("PMA dan PMDN"),
        "country": _("Menurut negara asal modal"),
        "programme": _("Menurut program"),
    }


def _rupiah(label: str) -> Column:
    return Column(_("%(what)s (Rp)") % {"what": label}, Kind.NUMBER)


def _measured(
    code: str,
    title: str,
    first: str,
    names: Mapping[str, str],
    periods: Sequence[Period],
    note: str,
) -> SheetTable:
    """Measures, each with its sum and the rows behind it in each period."""
    columns = [Column(first)]
    for told, count, _figures in periods:
        columns += [_rupiah(told), Column(count, Kind.NUMBER)]
    rows = [
        [
            label,
            *(
                value
                for *_names, figures in periods
                for value in (figures[name].rupiah, figures[name].count)
            ),
        ]
        for name, label in names.items()
    ]
    return SheetTable(code, title, columns, rows, note=note)


def _now(found: Figures) -> Period:
    return _("Triwulan ini"), _("Banyaknya"), found.now


def _to_date(found: Figures) -> Period:
    return _("Sampai akhir triwulan"), _("Banyaknya sampai akhir"), found.to_date


def _amounts(found: Figures) -> SheetTable:
    before = _("Triwulan sama tahun lalu"), _("Banyaknya tahun lalu"), found.before
    return _measured(
        "amounts",
        _("Empat nilai"),
        _("Nilai"),
        {name: str(label) for name, (label, _meaning) in AMOUNTS.items()},
        [_now(found), before, _to_date(found)],
        _(
            "Keempatnya tahap yang berurutan dari kemitraan yang sama dan tidak pernah dijumlahkan. “Banyaknya”: MoU, kontrak, atau catatan realisasi."
        ),
    )


def _course(found: Figures) -> SheetTable:
    return SheetTable(
        "course",
        _("Perjalanan per triwulan"),
        [Column(_("Triwulan")), *(_rupiah(label) for label in _amount_names())],
        [[label, *(told[name].rupiah for name in reports.AMOUNTS)] for label, told in found.course],
    )


def _not_counted(found: Figures) -> SheetTable:
    return _measured(
        "not_counted",
        _("Yang tidak dihitung"),
        _("Jenis catatan"),
        {name: list_title(name) for name in NOT_COUNTED},
        [_now(found), _to_date(found)],
        _(
            "Baru dicatat satu pihak, atau kedua pihak tidak sepakat: tidak termasuk dalam empat nilai."
        ),
    )


def _funnel(found: Figures) -> SheetTable:
    to_date = {step.name: step for step in found.funnel_to_date}
    return SheetTable(
        "funnel",
        _("Dari saran sampai uang"),
        [
            Column(_("Tahap")),
            Column(_("Pasangan triwulan ini"), Kind.NUMBER),
            Column(_("Median hari"), Kind.DAYS),
            Column(_("Pasangan sampai akhir triwulan"), Kind.NUMBER),
            Column(_("Median hari sampai akhir"), Kind.DAYS),
        ],
        [
            [
                str(STEPS[step.name]),
                step.count,
                step.median_days,
                to_date[step.name].count,
                to_date[step.name].median_days,
            ]
            for step in found.funnel
        ],
        note=_(
            "Pasangan: satu UMKM untuk satu kebutuhan, menurut triwulan saran pertamanya, sejauh mana pun hari ini. Median hari sejak tahap sebelumnya."
        ),
    )


def _divided(found: Figures, name: str) -> SheetTable:
    """Amounts by one thing: in the quarter, and MoU and realised to date. Only rows in which one of them is not 0."""
    first = str(DIMENSIONS[name][1])
    rows = [[label, *_six(both)] for label, both in found.sums.rows(name)]
    rows = [row for row in rows if any(row[1:])]
    return SheetTable(
        name,
        _titles()[name],
        [
            Column(first),
            *(_rupiah(label) for label in _amount_names()),
            _rupiah(_("MoU sampai akhir")),
            _rupiah(_("Realisasi sampai akhir")),
        ],
        rows,
        total=[_("Jumlah"), *_six(found.sums.total)],
        empty=_("Belum ada nilai."),
    )


def _six(both: reports.Both) -> Sequence[int]:
    return [
        *(getattr(both.now, name) for name in reports.AMOUNTS),
        both.to_date.mou,
        both.to_date.realised,
    ]


def _grown(found: Figures) -> SheetTable:
    now, to_date = reports.grown(found.asked), reports.grown(found.asked_to_date)
    return SheetTable(
        "grown",
        _("UMKM yang naik kelas"),
        [
            Column(_("Dari dan ke")),
            Column(_("UMKM triwulan ini"), Kind.NUMBER),
            Column(_("Di antaranya dengan MoU"), Kind.NUMBER),
            Column(_("UMKM sampai akhir triwulan"), Kind.NUMBER),
            Column(_("Di antaranya dengan MoU, sampai akhir"), Kind.NUMBER),
        ],
        [
            [str(row.label), row.firms, row.partners, later.firms, later.partners]
            for row, later in zip(now.rows, to_date.rows, strict=True)
        ],
        total=[_("Jumlah"), now.firms, now.partners, to_date.firms, to_date.partners],
        note=_(
            "Menurut pernyataan pemilik sejak portal mencatatnya; hanya UMKM yang bermitra dalam program kabupaten."
        ),
    )


def _partnership_columns(since: str) -> list[Column]:
    return [
        Column(_("MoU")),
        Column(_("Perusahaan")),
        Column(_("UMKM")),
        Column(since, Kind.DAY),
        _rupiah(_("Nilai MoU")),
    ]


def _partnership(mou: Mou, since) -> list:
    firms = [member.umkm.name for member in mou.members.all()]
    told = ", ".join(firms[:3])
    if len(firms) > 3:
        told = _("%(names)s, dan %(count)s lainnya") % {"names": told, "count": len(firms) - 3}
    return [str(mou), mou.company.name, told, since, mou.mou_rupiah]


def _named(named: Named, note: str) -> str:
    """What is said under a list that is cut."""
    if named.count <= len(named.rows):
        return note
    more = _("Dan %(count)s lainnya.") % {"count": number(named.count - len(named.rows))}
    return f"{note} {more}"


def _sleeping(found: Figures) -> SheetTable:
    return SheetTable(
        "sleeping",
        _("Kemitraan yang tidur"),
        _partnership_columns(_("Catatan terakhir")),
        [_partnership(mou, mou.last_sign) for mou in found.sleeping.rows],
        note=_named(found.sleeping, _("Keadaan hari ini.")),
        empty=_("Tidak ada kemitraan yang tidur."),
    )


def _nothing_booked(found: Figures) -> SheetTable:
    return SheetTable(
        "silent",
        _("Kemitraan tanpa catatan"),
        _partnership_columns(_("Sejak")),
        [_partnership(mou, mou.since) for mou in found.nothing_booked.rows],
        note=_named(
            found.nothing_booked,
            _("Keadaan hari ini: berlaku, tetapi lebih dari 90 hari tanpa catatan."),
        ),
        empty=_("Semua kemitraan berjalan tercatat."),
    )


def _waits(found: Figures) -> SheetTable:
    return SheetTable(
        "waits",
        _("Yang menunggu"),
        [Column(_("Perihal")), Column(_("Menunggu siapa")), Column(_("Hari"), Kind.NUMBER)],
        [[item.title, item.for_whom, item.days] for item in found.waits],
        note=_("Keadaan hari ini, yang terlama dahulu; paling banyak %(count)s.")
        % {"count": NAMED},
        empty=_("Tidak ada yang menunggu."),
    )
