"""Who objects to being matched by machine: officials read it, only the UMKM itself changes it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from kemitraan.official_admin import OfficialAdmin
from partnerships.models import ProfilingObjection


@admin.register(ProfilingObjection)
class ProfilingObjectionAdmin(OfficialAdmin):
    facts = ((gettext_lazy("Keberatan"), ("umkm", "at", "by", "note")),)
    list_display = ("umkm", "at", "by")
    list_select_related = ("umkm", "by")
    search_fields = ("umkm__name",)
    ordering = ("-at",)
