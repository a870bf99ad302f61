"""Groups that the matcher proposes: read, invited, or set aside with a reason."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import status_tag
from kemitraan.official_admin.dossier import NOTHING, link_to
from kemitraan.rupiah import number
from partnerships.flow import GROUP_FLOW
from partnerships.models import GroupProposal
from partnerships.views.groups import STEPS, group_members, in_need_unit


@admin.register(GroupProposal)
class GroupProposalAdmin(WorkflowAdmin):
    flow = GROUP_FLOW
    verbs = frozenset(STEPS)
    facts = (
        (
            gettext_lazy("Usulan kelompok"),
            (
                "status_tag",
                "need",
                "company",
                "cluster",
                "coordinator",
                "volume",
                "cover_percent",
                "radius_km",
                "created_at",
                "run",
            ),
        ),
    )
    list_display = ("need", "company", "cluster", "cover", "created_at", "status_tag")
    list_filter = (("status", ChoicesDropdownFilter), ("cluster", RelatedDropdownFilter))
    search_fields = ("need__title", "need__company__name")

    @display(description=gettext_lazy("perusahaan"), ordering="need__company__name")
    def company(self, row):
        return link_to(row.need.company)

    @display(description=gettext_lazy("terpenuhi"), ordering="cover_percent")
    def cover(self, row):
        return f"{number(row.cover_percent)} %"

    @display(description=gettext_lazy("volume per bulan"))
    def volume(self, row):
        return f"{number(in_need_unit(row.need, row.volume_month))} {row.need.unit}"

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("need__company", "need__unit", "cluster", "coordinator")
        )

    def tables(self, request, row):
        return [
            Table(
                _("Anggota dan bagiannya"),
                [
                    _("UMKM"),
                    _("Produk"),
                    _("%(unit)s per bulan") % {"unit": row.need.unit},
                    _("Bagian (%)"),
                    _("Nilai kecocokan"),
                    _("Jawaban"),
                    _("Koordinator"),
                ],
                [
                    Row(
                        [
                            link_to(member["share"].umkm),
                            member["share"].product,
                            number(member["quantity"]),
                            number(member["share"].share_percent),
                            number(member["share"].score),
                            link_to(member["suggestion"], status_tag(member["suggestion"]))
                            if member["suggestion"]
                            else NOTHING,
                            _("ya") if member["leads"] else "",
                        ]
                    )
                    for member in group_members(row)
                ],
                numeric=frozenset({2, 3, 4}),
            )
        ]

    def take_step(self, row, verb, *, actor, **answers):
        return STEPS[verb](row, actor=actor, **answers)
