"""The outbox as officials see it: what did not arrive, and why. Keys to accounts are nobody else's to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import OfficialAdmin
from kemitraan.post.models import BadAddress, Letter, Outage


@admin.register(Letter)
class LetterAdmin(OfficialAdmin):
    list_display = ("subject", "kind_name", "address", "status_tag", "created_at", "sent_at")
    list_filter = (("status", ChoicesDropdownFilter),)
    search_fields = ("address", "subject", "key")
    list_select_related = ("person",)
    facts = (
        (_("Surat"), ("subject", "kind_name", "person", "address", "language", "text")),
        (
            _("Pengiriman"),
            (
                "status",
                "answer",
                "created_at",
                "sent_at",
                "due_at",
                "tries",
                "repeats",
                "key",
            ),
        ),
    )

    @display(description=_("jenis"), ordering="kind")
    def kind_name(self, row):
        return row.kind_label

    @display(description=_("isi"))
    def text(self, row):
        return _("Hanya untuk penerima.") if row.is_secret else row.body


@admin.register(BadAddress)
class BadAddressAdmin(OfficialAdmin):
    list_display = ("address", "answer", "since")
    search_fields = ("address",)
    facts = ((_("Alamat"), ("address", "answer", "since")),)


@admin.register(Outage)
class OutageAdmin(OfficialAdmin):
    list_display = ("began_at", "ended_at", "tries", "next_try_at", "answer")
    facts = ((_("Gangguan"), ("began_at", "ended_at", "tries", "next_try_at", "answer")),)
