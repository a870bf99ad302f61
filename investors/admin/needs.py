"""Needs: what companies ask for, opened and closed."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from investors.flow import NEED_FLOW
from investors.models import Need, NeedStatus
from investors.services import change_need_status, post_need, update_need
from kemitraan.accounts.models import Role
from kemitraan.official_admin import WorkflowAdmin
from kemitraan.rupiah import number, rupiah
from kemitraan.verification import VerificationStatus

_WHAT = (
    gettext_lazy("Yang dibutuhkan"),
    {"fields": ("title", "text", "category", "clusters", "kbli", "pattern", "coaching")},
)
_HOW_MUCH = (
    gettext_lazy("Volume, harga, waktu"),
    {
        "fields": (
            "volume_month",
            "unit",
            "price_ceiling",
            "first_delivery",
            "months",
            "many_suppliers",
            "valid_until",
        )
    },
)
_TERMS = (
    gettext_lazy("Syarat"),
    {
        "fields": (
            "required_certificates",
            "preferred_certificates",
            "delivery_district",
            "delivery_address",
            "radius_km",
            "down_payment_percent",
            "payment_days",
            "consignment",
        )
    },
)


@admin.register(Need)
class NeedAdmin(WorkflowAdmin):
    flow = NEED_FLOW
    verbs = frozenset({"open", "extend", "close"})
    editors = adders = (Role.PARTNERSHIP_OFFICER,)
    fieldsets = (_WHAT, _HOW_MUCH, _TERMS)
    add_fieldsets = ((gettext_lazy("Perusahaan"), {"fields": ("company",)}), *fieldsets)
    autocomplete_fields = ("company", "kbli", "delivery_district")
    facts = (
        (
            gettext_lazy("Yang dibutuhkan"),
            (
                "status_tag",
                "company",
                "title",
                "category",
                "clusters",
                "kbli",
                "pattern",
                "created_at",
                "created_by",
                "valid_until",
                "text",
                "coaching",
            ),
        ),
        (
            gettext_lazy("Volume, harga, waktu"),
            (
                "volume",
                "price_ceiling",
                "potential",
                "first_delivery",
                "months",
                "many_suppliers",
            ),
        ),
        (
            gettext_lazy("Syarat"),
            (
                "required_certificates",
                "preferred_certificates",
                "delivery_district",
                "delivery_address",
                "radius_km",
                "down_payment_percent",
                "payment_days",
                "consignment",
            ),
        ),
    )
    list_display = ("title", "company", "volume", "valid_until", "status_tag")
    list_select_related = ("company", "unit")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("category", ChoicesDropdownFilter),
        ("clusters", RelatedDropdownFilter),
        ("pattern", ChoicesDropdownFilter),
    )
    search_fields = ("title", "company__name")

    @display(description=gettext_lazy("volume per bulan"), ordering="volume_month")
    def volume(self, row):
        return f"{number(row.volume_month)} {row.unit}"

    @display(description=gettext_lazy("nilai potensi"))
    def potential(self, row):
        return rupiah(row.potential_rupiah)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", UnfoldAdminCheckboxSelectMultipleWidget())
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def write(self, request, row, form, *, is_new):
        if is_new:
            return post_need(actor=request.user, **form.cleaned_data)
        if not form.changed_data:
            return row
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        return update_need(row, actor=request.user, **changed)

    def take_step(self, row, verb, *, actor, **answers):
        return change_need_status(row, verb, actor=actor, **answers)

    def notices(self, request, row):
        if row.status == NeedStatus.DRAFT and row.company.status != VerificationStatus.VERIFIED:
            return [
                _(
                    "Perusahaan belum terverifikasi: kebutuhan ini terbuka saat perusahaannya diverifikasi."
                )
            ]
        return []
