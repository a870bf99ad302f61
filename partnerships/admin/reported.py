"""Partnerships that one side reports, reviewed in the officials' workplace."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.forms import StepForm
from kemitraan.official_admin import WorkflowAdmin
from kemitraan.official_admin.base import posted
from kemitraan.rupiah import rupiah
from partnerships.flow import REPORT_FLOW
from partnerships.forms.reported import InviteForm
from partnerships.models import ReportedPartnership, ReportStatus
from partnerships.services.reported import change_report_status, invite_other_side


@admin.register(ReportedPartnership)
class ReportedPartnershipAdmin(WorkflowAdmin):
    flow = REPORT_FLOW
    verbs = frozenset({"invite", "dismiss"})
    facts = (
        (
            gettext_lazy("Laporan"),
            (
                "status_tag",
                "side",
                "company",
                "umkm",
                "other_name",
                "other_contact",
                "what",
                "pattern",
                "since",
                "until",
                "value_rupiah",
                "reported_by",
                "reported_at",
                "mou",
            ),
        ),
    )
    list_display = ("what", "side", "other_name", "value", "since", "status_tag")
    list_filter = (("status", ChoicesDropdownFilter), ("side", ChoicesDropdownFilter))
    search_fields = ("what", "other_name", "company__name", "umkm__name")

    @display(description=gettext_lazy("nilai"), ordering="value_rupiah")
    def value(self, row):
        return rupiah(row.value_rupiah)

    def notices(self, request, row):
        if row.status == ReportStatus.REPORTED:
            return [_("Belum dihitung: pihak lain belum diminta mengakui.")]
        return []

    def asked_form(self, request, row, transition):
        if transition.verb == "invite":
            return InviteForm(transition, posted(request), report=row, q=request.GET.get("q", ""))
        return StepForm(transition, posted(request))

    def take_step(self, row, verb, *, actor, **answers):
        if verb == "invite":
            return invite_other_side(row, actor=actor, **answers)
        return change_report_status(row, verb, actor=actor, **answers)
