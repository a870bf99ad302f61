"""Facts to look things up. They are loaded from data files and not typed here, except what the law changes: the limits of
the size classes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter

from kemitraan.accounts.models import Role
from kemitraan.official_admin import OfficialAdmin
from kemitraan.reference.models import (
    CertificateKind,
    Cluster,
    District,
    Kbli,
    Regency,
    SizeThreshold,
    Unit,
    Village,
)
from kemitraan.reference.services import save_size_threshold


@admin.register(Regency)
class RegencyAdmin(OfficialAdmin):
    facts = ((_("Kabupaten"), ("code", "name", "full_name", "province", "lat", "lng")),)
    list_display = ("full_name", "code", "province")
    search_fields = ("name", "code")


@admin.register(District)
class DistrictAdmin(OfficialAdmin):
    facts = ((_("Kecamatan"), ("code", "name", "regency", "lat", "lng")),)
    list_display = ("name", "code", "regency")
    list_select_related = ("regency",)
    list_filter = (("regency", RelatedDropdownFilter),)
    search_fields = ("name", "code")


@admin.register(Village)
class VillageAdmin(OfficialAdmin):
    facts = ((_("Desa/kelurahan"), ("code", "name", "district", "lat", "lng")),)
    list_display = ("name", "district", "code")
    list_filter = (("district", RelatedDropdownFilter),)
    search_fields = ("name", "code")

    def get_queryset(self, request):
        """A village is always named with its kecamatan, also where one is chosen by typing."""
        return super().get_queryset(request).select_related("district")


@admin.register(Cluster)
class ClusterAdmin(OfficialAdmin):
    facts = (
        (
            _("Klaster"),
            (
                "code",
                "name_id",
                "name_en",
                "description_id",
                "description_en",
                "served_by",
                "is_outside",
            ),
        ),
    )
    list_display = ("name_id", "name_en", "code", "served_by", "is_outside")
    search_fields = ("name_id", "name_en")


@admin.register(Kbli)
class KbliAdmin(OfficialAdmin):
    facts = ((_("KBLI"), ("version", "code", "title", "successors", "clusters")),)
    list_display = ("code", "version", "title")
    list_filter = (("version", ChoicesDropdownFilter), ("clusters", RelatedDropdownFilter))
    search_fields = ("code", "title")


@admin.register(CertificateKind)
class CertificateKindAdmin(OfficialAdmin):
    facts = (
        (
            _("Jenis sertifikat"),
            ("code", "name_id", "name_en", "issuer", "served_by", "validity_years", "clusters"),
        ),
    )
    list_display = ("name_id", "issuer", "served_by", "validity_years")
    search_fields = ("name_id", "name_en")


@admin.register(Unit)
class UnitAdmin(OfficialAdmin):
    facts = ((_("Satuan"), ("code", "name_id", "name_en", "base", "factor")),)
    list_display = ("name_id", "name_en", "base", "factor")
    list_select_related = ("base",)
    search_fields = ("name_id", "name_en")


@admin.register(SizeThreshold)
class SizeThresholdAdmin(OfficialAdmin):
    editors = adders = (Role.UMKM_OFFICER,)
    facts = (
        (
            _("Batas skala usaha"),
            ("size_class", "capital_max", "sales_max", "effective_from", "source"),
        ),
    )
    fieldsets = (
        (
            None,
            {"fields": ("size_class", "capital_max", "sales_max", "effective_from", "source")},
        ),
    )
    list_display = ("size_class", "capital_max", "sales_max", "effective_from", "source")

    def write(self, request, row, form, *, is_new):
        given = {name: form.cleaned_data[name] for name in form.changed_data}
        return save_size_threshold(actor=request.user, row=None if is_new else row, **given)
