"""The desk of the offices: what UMKM ask for, and the table of services and programmes."""

from django import forms
from django.contrib import admin
from django.db.models import Case, When
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import (
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RelatedDropdownFilter,
)
from unfold.decorators import display

from kemitraan.accounts.models import Office, Role
from kemitraan.official_admin import Link, OfficialAdmin, WorkflowAdmin
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import admin_url, day
from umkm.flow import FACILITATION_FLOW
from umkm.models import FacilitationRequest, FacilitationService, Programme
from umkm.permissions import serves
from umkm.services import (
    change_facilitation,
    reroute_facilitation,
    save_facilitation_service,
    save_programme,
)


class RerouteForm(forms.Form):
    office = forms.ChoiceField(label=gettext_lazy("OPD yang melayani"), choices=Office.choices)
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@admin.register(FacilitationRequest)
class FacilitationRequestAdmin(WorkflowAdmin):
    flow = FACILITATION_FLOW
    verbs = frozenset({"take_up", "answer", "complete", "refuse"})
    facts = (
        (
            gettext_lazy("Permintaan"),
            (
                "status_tag",
                "umkm",
                "service",
                "programme",
                "office",
                "asked_by",
                "asked_at",
                "due",
                "because",
                "answer",
                "answered_at",
            ),
        ),
    )
    list_display = ("service", "umkm", "office", "asked", "due", "status_tag")
    list_select_related = ("service", "umkm")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("office", ChoicesDropdownFilter),
        ("service", RelatedDropdownFilter),
    )
    search_fields = ("umkm__name",)
    # What the offices still owe an answer stands first, what is due first above.
    ordering = (
        Case(When(status__in=("asked", "taken_up"), then=0), default=1),
        "due_on",
        "pk",
    )

    @display(description=gettext_lazy("diminta"), ordering="asked_at")
    def asked(self, row):
        return day(row.asked_at)

    @display(description=gettext_lazy("dijawab paling lambat"), ordering="due_on")
    def due(self, row):
        if not row.is_late_on(timezone.localdate()):
            return day(row.due_on)
        return format_html('<span class="status-tag tone-bad">{}</span>', day(row.due_on))

    def verb_label(self, change) -> str:
        words = {"ask": _("Diminta"), "reroute": _("Dialihkan"), "withdraw": _("Dibatalkan")}
        return words.get(change.verb) or super().verb_label(change)

    def take_step(self, row, verb, *, actor, **answers):
        return change_facilitation(row, verb, actor=actor, **answers)

    # ── Handing on ───────────────────────────────────────────────────────────────────────────────────────────────────

    def links(self, request, row):
        if row.status in {row.Status.ASKED, row.Status.TAKEN_UP} and serves(request.user, row):
            return [Link(_("Alihkan ke OPD lain"), admin_url(row, "reroute"))]
        return []

    def get_urls(self):
        reroute = path(
            "<path:object_id>/alihkan/",
            self.admin_site.admin_view(self.reroute_view),
            name="umkm_facilitationrequest_reroute",
        )
        return [reroute, *super().get_urls()]

    def reroute_view(self, request, object_id):
        """GET asks to whom; POST hands the request on."""
        row = self.row_or_404(request, object_id)

        def perform(answers):
            moved = reroute_facilitation(row, actor=request.user, **answers)
            return _("%(object)s dialihkan ke %(office)s.") % {
                "object": moved,
                "office": moved.get_office_display(),
            }

        return self.form_page(
            request,
            row,
            RerouteForm(posted(request)),
            title=_("Alihkan ke OPD lain"),
            lead=_("Hari jawabnya tetap; OPD itu melihatnya di mejanya."),
            button=_("Alihkan"),
            perform=perform,
        )


class _TableAdmin(OfficialAdmin):
    """Rows that officials keep without a programmer."""

    editors = adders = (Role.UMKM_OFFICER, Role.PARTNERSHIP_OFFICER)


@admin.register(FacilitationService)
class FacilitationServiceAdmin(_TableAdmin):
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name_id",
                    "name_en",
                    "kind",
                    "office",
                    "description_id",
                    "description_en",
                    "certificate",
                    "answer_days",
                    "is_active",
                    "position",
                )
            },
        ),
    )
    add_fieldsets = ((None, {"fields": ("code",)}), *fieldsets)
    facts = (
        (
            gettext_lazy("Layanan"),
            (
                "code",
                "name_id",
                "name_en",
                "kind",
                "office",
                "certificate",
                "answer_days",
                "is_active",
                "description_id",
                "description_en",
            ),
        ),
    )
    list_display = ("name_id", "kind", "office", "answer_days", "is_active")
    list_filter = (("kind", ChoicesDropdownFilter), ("is_active", BooleanRadioFilter))
    search_fields = ("name_id", "name_en", "code")

    def write(self, request, row, form, *, is_new):
        return save_facilitation_service(row, actor=request.user)


@admin.register(Programme)
class ProgrammeAdmin(_TableAdmin):
    fieldsets = (
        (None, {"fields": ("service", "name", "provider", "terms")}),
        (
            gettext_lazy("Suku bunga dan plafon"),
            {"fields": ("rate_percent", "limit_min", "limit_max")},
        ),
        (
            gettext_lazy("Masa berlaku dan sumber"),
            {"fields": ("starts_on", "ends_on", "source", "source_on")},
        ),
    )
    facts = (
        (
            gettext_lazy("Program"),
            (
                "service",
                "name",
                "provider",
                "rate_percent",
                "limit_min",
                "limit_max",
                "starts_on",
                "ends_on",
                "source",
                "source_on",
                "terms",
            ),
        ),
    )
    list_display = ("name", "service", "rate_percent", "limit_max", "starts_on", "ends_on")
    list_select_related = ("service",)
    list_filter = (("service", RelatedDropdownFilter),)
    search_fields = ("name", "provider")
    autocomplete_fields = ("service",)

    def write(self, request, row, form, *, is_new):
        return save_programme(row, actor=request.user)
