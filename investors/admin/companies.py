"""Companies and their verification desk."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from investors.flow import COMPANY_FLOW
from investors.models import Company, NeedStatus
from investors.services import change_company_status, register_company, update_company
from kemitraan.accounts.models import Role
from kemitraan.identifiers import parse_nib, parse_telephone
from kemitraan.official_admin import Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import registered_label, status_tag
from kemitraan.official_admin.dossier import day, link_to
from kemitraan.official_admin.filters import WaitingFilter
from kemitraan.official_admin.steps import VERIFIER_VERBS
from kemitraan.rupiah import number, rupiah
from kemitraan.verification import VerificationStatus


class CompanyForm(forms.ModelForm):
    nib = forms.CharField(
        label=gettext_lazy("NIB"), max_length=25, widget=UnfoldAdminTextInputWidget
    )

    def clean_nib(self):
        return parse_nib(self.cleaned_data["nib"])

    def clean_contact_telephone(self):
        return parse_telephone(self.cleaned_data["contact_telephone"])


@admin.register(Company)
class CompanyAdmin(WorkflowAdmin):
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
            {"fields": ("contact_name", "contact_email", "contact_telephone")},
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
        (gettext_lazy("Kontak"), ("contact_name", "contact_email", "contact_telephone")),
    )
    list_display = ("name", "capital", "business", "head_office", "waiting", "status_tag")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("capital", ChoicesDropdownFilter),
        WaitingFilter,
    )
    search_fields = ("name", "nib", "contact_email")

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

    def tables(self, request, row):
        return [self._needs(row), self._people(row), self._duplicates(row)]

    def notices(self, request, row):
        drafts = row.needs.filter(status=NeedStatus.DRAFT).count()
        if drafts and row.status == VerificationStatus.REGISTERED:
            return [
                _("%(count)s kebutuhan menunggu: terbuka sendiri saat perusahaan ini diverifikasi.")
                % {"count": number(drafts)}
            ]
        return []

    def _needs(self, row) -> Table:
        return Table(
            _("Kebutuhan"),
            [
                _("Yang dibutuhkan"),
                _("Volume per bulan"),
                _("Harga tertinggi"),
                _("Berlaku sampai"),
                _("Status"),
            ],
            [
                Row(
                    [
                        link_to(need),
                        f"{number(need.volume_month)} {need.unit}",
                        rupiah(need.price_ceiling),
                        day(need.valid_until),
                        status_tag(need),
                    ]
                )
                for need in row.needs.select_related("unit")[:50]
            ],
            empty=_("Belum ada kebutuhan."),
            numeric=frozenset({1, 2}),
        )

    def _people(self, row) -> Table:
        return Table(
            _("Akun perusahaan"),
            [_("Nama"), _("Peran"), _("E-mail")],
            [
                Row([link_to(member.user), member.get_role_display(), member.user.email])
                for member in row.members.select_related("user")
            ],
            empty=_("Belum ada akun."),
        )

    def _duplicates(self, row) -> Table:
        """The NIB cannot stand twice; the same name or contact can, and tells of a second registration."""
        others = Company.objects.exclude(pk=row.pk)
        same = others.filter(name__iexact=row.name) | others.filter(
            contact_email__iexact=row.contact_email
        )
        same |= others.filter(contact_telephone=row.contact_telephone)
        return Table(
            _("Mungkin sama"),
            [_("Perusahaan"), _("NIB"), _("Kontak"), _("Status")],
            [
                Row([link_to(other), other.nib, other.contact_email, status_tag(other)])
                for other in same.order_by("pk")[:10]
            ],
            empty=_("Tidak ada perusahaan lain dengan nama atau kontak yang sama."),
        )

    def write(self, request, row, form, *, is_new):
        if is_new:
            return register_company(actor=request.user, **form.cleaned_data)
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        return update_company(row, actor=request.user, **changed)

    def take_step(self, row, verb, *, actor, **answers):
        return change_company_status(row, verb, actor=actor, **answers)
