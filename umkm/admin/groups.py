"""Members of groups in the officials' workplace: an officer enters a membership as accepted, or ends it."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from kemitraan.accounts.models import Role
from kemitraan.official_admin import WorkflowAdmin
from umkm.flow import MEMBERSHIP_FLOW
from umkm.models import Membership
from umkm.services import ask_membership, change_membership


@admin.register(Membership)
class MembershipAdmin(WorkflowAdmin):
    flow = MEMBERSHIP_FLOW
    verbs = frozenset({"accept", "decline", "end"})
    adders = (Role.UMKM_OFFICER,)
    fieldsets = ()
    add_fieldsets = ((None, {"fields": ("group", "member")}),)
    facts = (
        (
            gettext_lazy("Keanggotaan"),
            ("status_tag", "group", "member", "asked_side", "asked_at"),
        ),
    )
    autocomplete_fields = ("group", "member")
    list_display = ("member", "group", "asked_at", "status_tag")
    list_select_related = ("member", "group")
    list_filter = (("status", ChoicesDropdownFilter),)
    search_fields = ("member__name", "group__name")

    def verb_label(self, change) -> str:
        return _("Diminta") if change.verb == "ask" else super().verb_label(change)

    def write(self, request, row, form, *, is_new):
        return ask_membership(row.group, row.member, actor=request.user)

    def take_step(self, row, verb, *, actor, **answers):
        return change_membership(row, verb, actor=actor, **answers)
