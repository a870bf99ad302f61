"""What the pages of supply and demand show of partnerships. The lower floors know nothing of it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from investors.models import Company, Need
from kemitraan.official_admin import Link, Row, Table, panel_for
from kemitraan.official_admin.base import status_tag
from kemitraan.official_admin.dossier import day, link_to, list_url
from kemitraan.rupiah import number, rupiah_short
from partnerships import wording
from partnerships.models import Mou, NeedMatch, Suggestion
from umkm.models import Consent, Umkm

#: Rows of a panel; the rest is in the list behind its link.
SHOWN = 10


@panel_for(Need)
def suggestions_of_need(request, need: Need) -> Table:
    rows = need.suggestions.live().with_labels()[:SHOWN]
    return Table(
        _("Saran pemasok"),
        [_("UMKM"), _("Desa/kelurahan"), _("Produk"), _("Nilai kecocokan"), _("Status")],
        [
            Row(
                [
                    link_to(row, row.umkm),
                    row.umkm.village,
                    row.product or "",
                    number(row.score),
                    status_tag(row),
                ]
            )
            for row in rows
        ],
        empty=_("Belum ada saran."),
        links=[
            Link(_("Semua saran"), list_url(Suggestion, need=need.pk)),
            Link(
                _("Daftar, kelompok, dan usulan petugas"),
                reverse("partnerships:need-suggestions", args=[need.pk]),
            ),
        ],
        numeric=frozenset({3}),
    )


@panel_for(Need)
def left_out_of_need(request, need: Need) -> Table:
    """Why the others are not suggested: what each hard rule kept out in the last run."""
    last = NeedMatch.objects.filter(need=need, finished_at__isnull=False)
    match = last.order_by("-finished_at").first()
    return Table(
        _("Mengapa yang lain tidak disarankan"),
        [
            _("%(count)s UMKM diperiksa pada %(day)s")
            % {"count": number(match.considered), "day": day(match.finished_at)}
            if match
            else ""
        ],
        [Row([sentence]) for sentence in wording.excluded(match.excluded, need)] if match else [],
        empty=_("Semua yang diperiksa memenuhi syarat.") if match else _("Belum dicocokkan."),
    )


@panel_for(Need)
def relaxed_of_need(request, need: Need) -> Table:
    """What the need could ask less of, and how many more that would bring."""
    last = NeedMatch.objects.filter(need=need, finished_at__isnull=False)
    match = last.order_by("-finished_at").first()
    return Table(
        _("Pelonggaran yang menambah calon"),
        [_("Bila syaratnya menjadi")],
        [Row([sentence]) for sentence in wording.relaxed(match.relaxations, need)] if match else [],
        empty=_("Tidak ada satu syarat yang bila dilonggarkan menambah calon."),
    )


@panel_for(Umkm)
def objection_of_umkm(request, umkm: Umkm) -> Table:
    objections = Consent.objects.objections().filter(umkm=umkm)
    objection = objections.select_related("withdrawn_by").first()
    return Table(
        _("Pencocokan otomatis"),
        [_("Berkeberatan sejak"), _("Dinyatakan oleh"), _("Alasan")],
        [
            Row(
                [day(objection.withdrawn_at), objection.withdrawn_by, objection.withdrawal_note],
                [Link(_("Lihat"), reverse("partnerships:matching-choice", args=[umkm.pk]))],
            )
        ]
        if objection
        else [],
        empty=_("Ikut dicocokkan; tidak ada keberatan."),
    )


@panel_for(Umkm)
def suggestions_of_umkm(request, umkm: Umkm) -> Table:
    rows = Suggestion.objects.live().filter(umkm=umkm).select_related("need__company")
    return Table(
        _("Saran pembeli"),
        [_("Kebutuhan"), _("Perusahaan"), _("Nilai kecocokan"), _("Status")],
        [
            Row([link_to(row, row.need), row.need.company, number(row.score), status_tag(row)])
            for row in rows[:SHOWN]
        ],
        empty=_("Belum ada saran."),
        numeric=frozenset({2}),
    )


@panel_for(Umkm)
def mous_of_umkm(request, umkm: Umkm) -> Table:
    return _mous(Mou.objects.filter(members__umkm=umkm))


@panel_for(Company)
def mous_of_company(request, company: Company) -> Table:
    return _mous(Mou.objects.filter(company=company))


@panel_for(Need)
def mous_of_need(request, need: Need) -> Table:
    return _mous(Mou.objects.filter(need=need))


def _mous(rows) -> Table:
    return Table(
        _("MoU"),
        [_("Tentang"), _("Perusahaan"), _("Nilai MoU"), _("Berakhir"), _("Status")],
        [
            Row(
                [
                    link_to(row),
                    row.company,
                    rupiah_short(row.mou_rupiah),
                    day(row.ends_on),
                    status_tag(row),
                ]
            )
            for row in rows.select_related("company")[:SHOWN]
        ],
        empty=_("Belum ada MoU."),
        numeric=frozenset({2}),
    )
