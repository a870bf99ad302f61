"""The outbox as officials see it: what did not arrive, and why. Keys to accounts are nobody else's to read."""

from django.contrib import admin
from django.forms import Form
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import Link, OfficialAdmin
from kemitraan.official_admin.base import posted
from kemitraan.post.models import BadAddress, Letter, Outage
from kemitraan.post.services import send_again


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

    def links(self, request, row):
        found = super().links(request, row)
        if row.is_troubled:
            url = reverse("admin:post_letter_again", args=[row.pk])
            found.append(Link(_("Kirim ulang"), url))
        return found

    def get_urls(self):
        again = path(
            "<path:object_id>/ulang/",
            self.admin_site.admin_view(self.again),
            name="post_letter_again",
        )
        return [again, *super().get_urls()]

    def again(self, request, object_id: str):
        row = self.row_or_404(request, object_id)

        def perform(_answers) -> str:
            send_again(row, actor=request.user)
            return _("Surat akan dikirim ulang.")

        return self.form_page(
            request,
            row,
            Form(posted(request)),
            title=_("Kirim ulang"),
            lead=_("Surat dikirim sekali lagi, dan alamatnya dianggap sudah benar."),
            button=_("Kirim ulang"),
            perform=perform,
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
