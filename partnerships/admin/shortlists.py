"""What companies have on their shortlists: officials see which UMKM, to bring the two together, and never the notes."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from investors.models import Company
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table, panel_for
from kemitraan.official_admin.dossier import day, link_to, list_url
from kemitraan.rupiah import number
from partnerships.models import Shortlist, ShortlistEntry
from umkm.models import Umkm

#: Rows of a panel; the rest is in the list behind its link.
SHOWN = 10


@admin.register(Shortlist)
class ShortlistAdmin(OfficialAdmin):
    """Nobody writes here: a list is the company's own."""

    facts = ((gettext_lazy("Daftar pendek"), ("company", "name", "created_at", "changed_at")),)
    list_display = ("name", "company", "firms", "changed_at")
    search_fields = ("name", "company__name")
    list_filter = ()

    @display(description=gettext_lazy("UMKM"))
    def firms(self, row):
        return number(row.count)

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts().select_related("company")

    def notices(self, request, row):
        return [
            _("Daftar ini milik perusahaan. Catatan di dalamnya hanya dibaca orang perusahaan.")
        ]

    def tables(self, request, row):
        entries = row.entries.standing().select_related("umkm__cluster", "umkm__village__district")
        return [
            Table(
                _("UMKM di daftar ini"),
                [_("UMKM"), _("Klaster"), _("Desa/kelurahan"), _("Ditambahkan")],
                [
                    Row(
                        [
                            link_to(entry.umkm),
                            entry.umkm.cluster.name,
                            entry.umkm.village.label,
                            day(entry.added_at),
                        ]
                    )
                    for entry in entries
                ],
                empty=_("Masih kosong."),
            )
        ]


@panel_for(Company)
def shortlists_of_company(request, company: Company) -> Table:
    rows = Shortlist.objects.filter(company=company).with_counts()[:SHOWN]
    return Table(
        _("Daftar pendek"),
        [_("Daftar"), _("UMKM"), _("Terakhir diubah")],
        [Row([link_to(row), number(row.count), day(row.changed_at)]) for row in rows],
        empty=_("Perusahaan ini belum menyimpan UMKM."),
        links=[Link(_("Semua daftar pendek"), list_url(Shortlist, q=company.name))],
        numeric=frozenset({1}),
    )


@panel_for(Umkm)
def shortlists_of_umkm(request, umkm: Umkm) -> Table:
    entries = ShortlistEntry.objects.standing().filter(umkm=umkm)
    entries = entries.select_related("shortlist__company").order_by("-added_at", "-pk")
    return Table(
        _("Disimpan perusahaan di daftar pendek"),
        [_("Perusahaan"), _("Daftar"), _("Ditambahkan")],
        [
            Row(
                [
                    link_to(entry.shortlist.company),
                    link_to(entry.shortlist),
                    day(entry.added_at),
                ]
            )
            for entry in entries[:SHOWN]
        ],
        empty=_("Belum ada perusahaan yang menyimpannya."),
    )
