"""Partnerships that one side reports, reviewed in the officials' workplace."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.accounts.models import Role
from kemitraan.forms import StepForm
from kemitraan.official_admin import WorkflowAdmin
from kemitraan.official_admin.base import posted
from kemitraan.rupiah import rupiah
from partnerships.flow import REPORT_FLOW
from partnerships.forms.reported import InviteForm
from partnerships.models import ReportedPartnership, ReportStatus, Side
from partnerships.services.reported import (
    change_report_status,
    invite_other_side,
    report_partnership,
)

#: What the reporting side says, whichever it is.
_SAID = (
    "other_name",
    "other_contact",
    "what",
    "pattern",
    "since",
    "until",
    "value_rupiah",
)


@admin.register(ReportedPartnership)
class ReportedPartnershipAdmin(WorkflowAdmin):
    flow = REPORT_FLOW
    verbs = frozenset({"invite", "dismiss"})
    adders = (Role.PARTNERSHIP_OFFICER,)
    fieldsets = ((None, {"fields": ("side", "company", "umkm", *_SAID)}),)
    autocomplete_fields = ("company", "umkm")
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

    def write(self, request, row, form, *, is_new):
        """What somebody told at the desk, in the name of the side that told it."""
        name, other = ("company", "umkm") if row.side == Side.COMPANY else ("umkm", "company")
        reporter = getattr(row, name)
        if reporter is None:
            raise ValidationError({name: _("Pilih pihak yang melapor.")})
        said = {field: getattr(row, field) for field in _SAID}
        return report_partnership(
            actor=request.user, reporter=reporter, **said, **{other: getattr(row, other)}
        )

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
