"""Tables on the page of an UMKM: remarks that are open, its groups and members, what it has asked for."""

from django.db.models import Q
from django.utils.translation import gettext as _

from kemitraan.official_admin import Row, Table
from kemitraan.official_admin.base import status_tag
from kemitraan.official_admin.dossier import day, link_to
from umkm.forms.reviews import remark_label
from umkm.models import Membership, Umkm


def remark_table(umkm: Umkm) -> Table:
    return Table(
        _("Catatan pada isian"),
        [_("Isian"), _("Catatan")],
        [Row([remark_label(remark), remark.text]) for remark in umkm.remarks.open()],
    )


def group_table(umkm: Umkm) -> Table:
    rows = Membership.objects.living().filter(Q(group=umkm) | Q(member=umkm))
    return Table(
        _("Kelompok dan anggota"),
        [_("Kelompok"), _("Anggota"), _("Status")],
        [
            Row([link_to(row.group), link_to(row.member), status_tag(row)])
            for row in rows.select_related("group", "member")[:50]
        ],
    )


def request_table(umkm: Umkm) -> Table:
    return Table(
        _("Permintaan fasilitasi"),
        [_("Layanan"), _("OPD"), _("Dijawab paling lambat"), _("Status")],
        [
            Row(
                [
                    link_to(row, row.service),
                    row.get_office_display(),
                    day(row.due_on),
                    status_tag(row),
                ]
            )
            for row in umkm.facilitations.select_related("service")[:20]
        ],
    )
