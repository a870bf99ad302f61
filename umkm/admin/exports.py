"""A filtered list of UMKM as a spreadsheet, for officials. Without NIK and NPWP: those are opened one by one, with a reason."""

from django.contrib.admin import action
from django.utils.translation import gettext_lazy

from umkm.exporting import CSV, XLSX, export


@action(description=gettext_lazy("Unduh yang dipilih (.xlsx)"))
def export_xlsx(_model_admin, _request, queryset):
    return export(queryset, XLSX, private=True)


@action(description=gettext_lazy("Unduh yang dipilih (.csv)"))
def export_csv(_model_admin, _request, queryset):
    return export(queryset, CSV, private=True)
