"""Personal data in the admin: numbers that are opened with a reason, consents, and what people ask for."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.identifiers import show_npwp
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table, WorkflowAdmin, panel_for
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import NOTHING, admin_url, day
from umkm.flow import DATA_REQUEST_FLOW
from umkm.models import Consent, DataRequest, Disclosure, Umkm
from umkm.permissions import may_unmask, may_verify
from umkm.services.identity import masked_numbers, nik_remarks_of, unmask
from umkm.services.personal import answer_data_request, what_stays


class UnmaskForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Untuk keperluan apa"),
        max_length=300,
        help_text=gettext_lazy(
            "Misalnya: mencocokkan dengan KTP saat kunjungan. Tersimpan bersama nama Anda."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@panel_for(Umkm)
def numbers_of(request, row) -> Table:
    numbers = masked_numbers(row)
    odd = " ".join(map(str, nik_remarks_of(row)))
    opens = bool(may_unmask(request.user, row))
    return Table(
        _("Nomor pribadi"),
        [_("Nomor"), _("Tersamar"), _("Catatan")],
        [
            Row(
                [label, numbers[name] or NOTHING, (name == "nik" and odd) or NOTHING],
                [Link(_("Buka…"), _unmask_url(row, name))] if opens and numbers[name] else [],
            )
            for name, label in Disclosure.Field.choices
        ],
    )


@panel_for(Umkm)
def consents_of(_request, row) -> Table:
    return Table(
        _("Persetujuan data"),
        [_("Tujuan"), _("Versi"), _("Dasar"), _("Melalui"), _("Sejak"), _("Ditarik"), _("Alasan")],
        [
            Row(
                [
                    consent.get_purpose_display(),
                    str(consent.version),
                    consent.get_basis_display(),
                    consent.get_channel_display(),
                    day(consent.given_at),
                    day(consent.withdrawn_at),
                    consent.withdrawal_note,
                ]
            )
            for consent in row.consents.all()
        ],
        empty=_("Tidak ada catatan persetujuan."),
    )


def _unmask_url(row: Umkm, field: str) -> str:
    return admin_url(row, "unmask", field)


class NumberPages:
    """For the admin of Umkm: the page on which a sealed number is opened."""

    def get_urls(self):
        unmask_page = path(
            "<int:object_id>/buka/<slug:field>/",
            self.admin_site.admin_view(self.unmask_view),
            name="umkm_umkm_unmask",
        )
        return [unmask_page, *super().get_urls()]

    def unmask_view(self, request, object_id, field):
        umkm = self.row_or_404(request, str(object_id))
        if field not in Disclosure.Field.values:
            raise Http404

        def perform(given):
            whole = unmask(umkm, field, actor=request.user, reason=given["reason"])
            request.current_app = self.admin_site.name
            # Admin pages are never kept by the browser.
            return TemplateResponse(
                request,
                "admin/umkm/number.html",
                {
                    **self.admin_site.each_context(request),
                    "title": Disclosure.Field(field).label,
                    "original": umkm,
                    "number": show_npwp(whole) if field == "npwp" else whole,
                    "back": admin_url(umkm),
                },
            )

        return self.form_page(
            request,
            umkm,
            UnmaskForm(posted(request)),
            title=_("Buka %(number)s") % {"number": Disclosure.Field(field).label},
            lead=_(
                "Setiap pembukaan dicatat: siapa, kapan, dan untuk apa. Pemilik dapat melihatnya."
            ),
            button=_("Buka"),
            perform=perform,
        )


@admin.register(Disclosure)
class DisclosureAdmin(OfficialAdmin):
    facts = ((gettext_lazy("Pembukaan"), ("umkm", "field", "by", "at", "reason")),)
    list_display = ("at", "umkm", "field", "by", "reason")
    list_select_related = ("umkm", "by")
    list_filter = (("field", ChoicesDropdownFilter),)
    search_fields = ("umkm__name", "by__full_name", "reason")


class InForceFilter(admin.SimpleListFilter):
    title = gettext_lazy("keadaan")
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        return [("berlaku", _("berlaku")), ("ditarik", _("ditarik"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(withdrawn_at__isnull=self.value() == "berlaku")


@admin.register(Consent)
class ConsentAdmin(OfficialAdmin):
    facts = (
        (
            gettext_lazy("Persetujuan"),
            (
                "umkm",
                "purpose",
                "version",
                "basis",
                "channel",
                "given_at",
                "recorded_by",
                "withdrawn_at",
                "withdrawn_by",
                "withdrawal_note",
            ),
        ),
    )
    list_display = ("umkm", "purpose", "version", "basis", "channel", "given_at", "withdrawn_at")
    list_select_related = ("umkm",)
    list_filter = (
        ("purpose", ChoicesDropdownFilter),
        ("channel", ChoicesDropdownFilter),
        InForceFilter,
    )
    search_fields = ("umkm__name",)


@admin.register(DataRequest)
class DataRequestAdmin(WorkflowAdmin):
    flow = DATA_REQUEST_FLOW
    verbs = frozenset({"fulfil", "refuse"})
    facts = (
        (
            gettext_lazy("Permintaan"),
            ("status", "kind", "umkm", "asked_by", "asked_at", "due_label", "reason"),
        ),
    )
    list_display = ("umkm", "kind", "asked_at", "due_label", "status")
    list_select_related = ("umkm", "asked_by")
    list_filter = (("status", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))

    @display(description=gettext_lazy("paling lambat"), ordering="due_at")
    def due_label(self, row):
        if row.status != DataRequest.Status.OPEN:
            return day(row.due_at, with_time=True)
        tone = "bad" if row.due_at < timezone.now() else "warn"
        return format_html(
            '<span class="status-tag tone-{}">{}</span>', tone, day(row.due_at, with_time=True)
        )

    def notices(self, request, row):
        late = row.status == DataRequest.Status.OPEN and row.due_at < timezone.now()
        return [_("Batas 3 x 24 jam sudah lewat (UU 27/2022).")] if late else []

    def tables(self, request, row):
        kept = row.kept or (what_stays(row.umkm) if may_verify(request.user, row.umkm) else [])
        return [
            Table(
                _("Yang tetap disimpan"),
                [_("Apa"), _("Mengapa")],
                [Row(pair) for pair in kept],
                empty=_("Tidak ada."),
            )
        ]

    def verb_label(self, change) -> str:
        return _("Diajukan") if change.verb == "ask" else super().verb_label(change)

    def take_step(self, row, verb, *, actor, **answers):
        return answer_data_request(row, verb, actor=actor, **answers)
