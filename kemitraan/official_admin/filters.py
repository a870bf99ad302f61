"""List filters that several apps share."""

from datetime import timedelta

from django.contrib.admin import SimpleListFilter
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter


class WaitingFilter(DropdownFilter):
    """Rows that were registered more than so many days ago."""

    title = _("lama menunggu")
    parameter_name = "menunggu"

    def lookups(self, request, model_admin):
        return [
            ("3", _("lebih dari 3 hari")),
            ("7", _("lebih dari 7 hari")),
            ("14", _("lebih dari 14 hari")),
            ("30", _("lebih dari 30 hari")),
        ]

    def queryset(self, request, queryset):
        days = self.value()
        if days not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(registered_at__lt=timezone.now() - timedelta(days=int(days)))


class RowFilter(SimpleListFilter):
    """Rows of one other row, which an address names (`?need=5`); the panel of filters offers no list of them."""

    title = ""

    def has_output(self) -> bool:
        return self.value() is not None

    def lookups(self, request, model_admin):
        return ()

    def choices(self, changelist):
        return ()

    def queryset(self, request, queryset):
        value = self.value() or ""
        return queryset.filter(**{self.parameter_name: value}) if value.isdigit() else queryset
