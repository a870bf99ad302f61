"""The watch in the officials' workplace: its days, what was told to whom, and what goes by WhatsApp."""

from django.contrib import admin, messages
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.forms import IntegerField, ModelForm
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaksbr
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from kemitraan.accounts.models import Role, User
from kemitraan.identifiers import show_telephone, whatsapp_link
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table
from kemitraan.refusals import Refused
from partnerships.models import LkpmWindow, Notice, WatchRule
from partnerships.permissions import is_officer
from partnerships.services.digest import (
    messages_by_whatsapp,
    note_sent_by_whatsapp,
    people_by_whatsapp,
)
from partnerships.services.watch_rules import save_lkpm_window, save_watch_rule
from partnerships.wording.notices import sentence

#: People of one page of the WhatsApp list.
PEOPLE = 20


class WatchRuleForm(ModelForm):
    days = SimpleArrayField(
        IntegerField(min_value=0, max_value=400),
        label=gettext_lazy("hari"),
        widget=UnfoldAdminTextInputWidget,
        help_text=WatchRule._meta.get_field("days").help_text,
    )


@admin.register(WatchRule)
class WatchRuleAdmin(OfficialAdmin):
    editors = (Role.PARTNERSHIP_OFFICER,)
    form = WatchRuleForm
    list_display = ("name", "days_in_words", "officer_from", "is_active", "source")
    facts = (
        (
            gettext_lazy("Aturan"),
            ("name", "days_in_words", "officer_from", "is_active", "source"),
        ),
    )
    fieldsets = ((None, {"fields": ("days", "officer_from", "is_active", "source")}),)

    @display(description=gettext_lazy("yang diawasi"), ordering="code")
    def name(self, row):
        return row.get_code_display()

    @display(description=gettext_lazy("hari"))
    def days_in_words(self, row):
        return ", ".join(map(str, row.days))

    def write(self, request, row, form, *, is_new):
        return save_watch_rule(row, actor=request.user)


@admin.register(LkpmWindow)
class LkpmWindowAdmin(OfficialAdmin):
    editors = adders = (Role.PARTNERSHIP_OFFICER,)
    list_display = ("starts_on", "first_day", "last_day", "source")
    facts = ((gettext_lazy("Jendela LKPM"), ("starts_on", "first_day", "last_day", "source")),)
    fieldsets = ((None, {"fields": ("starts_on", "first_day", "last_day", "source")}),)

    def write(self, request, row, form, *, is_new):
        return save_lkpm_window(row, actor=request.user)


class ToldFilter(ChoicesDropdownFilter):
    title = gettext_lazy("disampaikan melalui")


@admin.register(Notice)
class NoticeAdmin(OfficialAdmin):
    list_display = ("text", "person", "made_at", "told_at", "via", "read_at", "dropped_at")
    list_filter = (("via", ToldFilter),)
    search_fields = ("person__full_name", "person__email", "subject")
    list_select_related = ("person",)
    list_per_page = 50
    facts = (
        (
            gettext_lazy("Kabar"),
            (
                "text",
                "person",
                "page",
                "made_at",
                "told_at",
                "via",
                "told_by",
                "read_at",
                "dropped_at",
            ),
        ),
    )

    def get_queryset(self, request) -> models.QuerySet:
        return super().get_queryset(request).select_related("person", "told_by")

    @display(description=gettext_lazy("kabar"))
    def text(self, row):
        return sentence(row.code, row.values)

    @display(description=gettext_lazy("halaman"))
    def page(self, row):
        return format_html('<a href="{}">{}</a>', row.url, row.url)

    # ── By WhatsApp ──────────────────────────────────────────────────────────────────────────────────────────────────

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("whatsapp/", wrap(self.whatsapp), name="partnerships_notice_whatsapp"),
            path(
                "whatsapp/<int:person_id>/<int:upto>/",
                wrap(require_POST(self.whatsapp_sent)),
                name="partnerships_notice_whatsapp_sent",
            ),
            *super().get_urls(),
        ]

    def whatsapp(self, request):
        """Whom no mail reaches: a message for each, ready to be sent from the officer's own WhatsApp."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = Paginator(people_by_whatsapp(), PEOPLE).get_page(request.GET.get("page"))
        may_send = bool(is_officer(request.user))
        rows = [
            Row(
                [person, show_telephone(person.telephone), linebreaksbr(text)],
                [
                    Link(_("Buka WhatsApp"), whatsapp_link(person.telephone, text), tone="primary"),
                    Link(
                        _("Sudah dikirim"),
                        reverse("admin:partnerships_notice_whatsapp_sent", args=[person.pk, upto]),
                        post=True,
                    ),
                ]
                if may_send
                else [],
            )
            for person, text, upto in messages_by_whatsapp(page.object_list)
        ]
        request.current_app = self.admin_site.name
        table = Table(
            "",
            [_("Penerima"), _("WhatsApp"), _("Pesan")],
            rows,
            _("Semua kabar sudah disampaikan."),
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Kabar lewat WhatsApp"),
            "lead": _(
                "Orang tanpa e-mail. Buka WhatsApp, kirim pesannya, lalu tekan “Sudah dikirim”."
            ),
            "table": table,
            "page": page,
        }
        return TemplateResponse(request, "admin/partnerships/notice/whatsapp.html", context)

    def whatsapp_sent(self, request, person_id: int, upto: int):
        person = get_object_or_404(User, pk=person_id)
        try:
            note_sent_by_whatsapp(person, upto=upto, actor=request.user)
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.WARNING)
        else:
            done = _("Kabar untuk %(person)s tercatat terkirim.") % {"person": person}
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:partnerships_notice_whatsapp"))
