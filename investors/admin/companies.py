"""Companies and their verification desk: one page holds everything that an officer needs to decide."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from investors.admin.belongings import (
    activity_table,
    contact_table,
    duplicate_table,
    need_table,
    possible_duplicates,
    remark_table,
)
from investors.admin.papers import PaperPages, commitment_table, document_table
from investors.admin.people import PeoplePages, invitation_table, people_history, people_table
from investors.flow import COMPANY_FLOW
from investors.forms import review_form
from investors.models import Company, CompanyMember, NeedStatus
from investors.permissions import may_verify
from investors.services import change_company_status, register_company, update_company
from kemitraan.accounts.models import Role
from kemitraan.identifiers import parse_company_npwp, parse_nib, parse_telephone, show_npwp
from kemitraan.official_admin import Link, WorkflowAdmin
from kemitraan.official_admin.base import registered_label
from kemitraan.official_admin.dossier import NOTHING, admin_url
from kemitraan.official_admin.filters import WaitingFilter
from kemitraan.official_admin.steps import VERIFIER_VERBS
from kemitraan.rupiah import number
from kemitraan.verification import VerificationStatus


class CompanyForm(forms.ModelForm):
    nib = forms.CharField(
        label=gettext_lazy("NIB"), max_length=25, widget=UnfoldAdminTextInputWidget
    )
    npwp = forms.CharField(
        label=gettext_lazy("NPWP"), max_length=30, required=False, widget=UnfoldAdminTextInputWidget
    )

    def clean_nib(self):
        return parse_nib(self.cleaned_data["nib"])

    def clean_npwp(self):
        typed = self.cleaned_data["npwp"]
        return parse_company_npwp(typed) if typed else ""

    def clean_contact_telephone(self):
        return parse_telephone(self.cleaned_data["contact_telephone"])


@admin.register(Company)
class CompanyAdmin(PeoplePages, PaperPages, WorkflowAdmin):
    flow = COMPANY_FLOW
    verbs = VERIFIER_VERBS
    editors = adders = (Role.PARTNERSHIP_OFFICER,)
    form = CompanyForm
    fieldsets = (
        (
            gettext_lazy("Perusahaan"),
            {
                "fields": (
                    "name",
                    "capital",
                    "country",
                    "nib",
                    "npwp",
                    "business",
                    "head_office",
                    "project_districts",
                    "website",
                    "description",
                )
            },
        ),
        (
            gettext_lazy("Kontak"),
            {
                "fields": (
                    "contact_name",
                    "contact_function",
                    "contact_email",
                    "contact_telephone",
                )
            },
        ),
    )
    autocomplete_fields = ("project_districts",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    facts = (
        (
            gettext_lazy("Perusahaan"),
            (
                "status_tag",
                "name",
                "capital",
                "country_name",
                "nib",
                "npwp_label",
                "business",
                "head_office",
                "project_districts",
                "website",
                "registered_at",
                "verified_at",
                "consent_at",
                "description",
            ),
        ),
        (
            gettext_lazy("Kontak utama"),
            (
                "contact_name",
                "contact_function",
                "contact_email",
                "contact_telephone",
                "contact_languages_shown",
            ),
        ),
    )
    list_display = ("name", "capital", "business", "head_office", "waiting", "status_tag")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("capital", ChoicesDropdownFilter),
        WaitingFilter,
    )
    search_fields = ("name", "nib", "npwp", "contact_email")

    def get_ordering(self, request):
        """The desk's queue begins with who has waited longest."""
        if request.GET.get("status__exact") == VerificationStatus.REGISTERED:
            return ["registered_at", "pk"]
        return super().get_ordering(request)

    @display(description=gettext_lazy("terdaftar"), ordering="registered_at")
    def waiting(self, row):
        return registered_label(row)

    @display(description=gettext_lazy("negara asal modal"), ordering="country")
    def country_name(self, row):
        return row.country_label

    @display(description=gettext_lazy("NPWP"))
    def npwp_label(self, row):
        return show_npwp(row.npwp) or NOTHING

    @display(description=gettext_lazy("bahasa kontak"))
    def contact_languages_shown(self, row):
        return row.contact_languages_label or NOTHING

    # ── The page to decide on ────────────────────────────────────────────────────────────────────────────────────────

    def step_form(self, row, transition, data=None):
        return review_form(transition, row, data)

    def links(self, request, row):
        found = super().links(request, row)
        if may_verify(request.user):
            url = reverse("investors:company-edit", args=[row.pk])
            found.append(Link(_("Ubah KBLI dan kontak lain"), url))
        return found

    def tables(self, request, row):
        officer = bool(may_verify(request.user))
        return [
            *(table for table in (remark_table(row),) if table.rows),
            activity_table(row),
            contact_table(row),
            commitment_table(row, may_check=officer),
            document_table(row, may_check=officer),
            need_table(row),
            people_table(row, may_help=officer),
            *(table for table in (invitation_table(row), people_history(row)) if table.rows),
            duplicate_table(row),
        ]

    def notices(self, request, row):
        sentences = []
        drafts = row.needs.filter(status=NeedStatus.DRAFT).count()
        if drafts and row.status == VerificationStatus.REGISTERED:
            sentences.append(
                _("%(count)s kebutuhan menunggu: terbuka sendiri saat perusahaan ini diverifikasi.")
                % {"count": number(drafts)}
            )
        if not any(member.role == CompanyMember.Role.OWNER for member in row.members.all()):
            sentences.append(_("Belum ada penanggung jawab: undang orangnya dari “Orang”."))
        if possible_duplicates(row):
            sentences.append(_("Mungkin sudah terdaftar: lihat “Mungkin sama” di bawah."))
        return sentences

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.pk and may_verify(request.user):
            later = Q(registered_at__gt=obj.registered_at)
            later |= Q(registered_at=obj.registered_at, pk__gt=obj.pk)
            following = Company.objects.awaiting().filter(later).first()
            if following is not None:
                context["onward"] = Link(_("Berikutnya dalam antrean →"), admin_url(following))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def write(self, request, row, form, *, is_new):
        if is_new:
            return register_company(actor=request.user, **form.cleaned_data)
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        return update_company(row, actor=request.user, **changed)

    def take_step(self, row, verb, *, actor, **answers):
        return change_company_status(row, verb, actor=actor, **answers)
