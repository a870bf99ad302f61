"""Spreadsheets in the admin: send one, look at what it would do, write it; and the report, line by line."""

import io

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from kombu.exceptions import OperationalError
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import Link, OfficialAdmin, Row, Table
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import NOTHING, admin_url, link_to, list_url, progress_bar
from kemitraan.official_admin.filters import RowFilter
from kemitraan.rupiah import number
from umkm.importing.files import MOST_BYTES, MOST_ROWS
from umkm.importing.report import changes_in_words, write_report, write_template
from umkm.importing.wording import column_label, remark_sentences
from umkm.models import ImportRow, ImportRun
from umkm.permissions import may_import
from umkm.services.imports import ask_commit, ask_import
from umkm.services.imports.runs import ACTIVE
from umkm.tasks import perform_import

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Lines of each kind that the page of a run names one by one.
SHOWN = 10
_State = ImportRun.State
TONES = {
    _State.QUEUED: "warn",
    _State.CHECKING: "info",
    _State.CHECKED: "warn",
    _State.WAITING: "warn",
    _State.COMMITTING: "info",
    _State.COMMITTED: "good",
    _State.FAILED: "bad",
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Berkas .xlsx atau .csv"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": gettext_lazy("Berkas ini kosong.")},
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Timpa data yang sudah ada"),
        required=False,
        help_text=gettext_lazy("Tanpa centang, hanya isian yang masih kosong yang dilengkapi."),
    )


class CommitForm(forms.Form):
    """Only the button."""


@admin.register(ImportRun)
class ImportRunAdmin(OfficialAdmin):
    change_form_template = "admin/umkm/importrun/page.html"
    list_before_template = "admin/umkm/importrun/ask.html"
    facts = (
        (
            gettext_lazy("Impor"),
            (
                "state_tag",
                "file_name",
                "overwrite",
                "asked_by",
                "asked_at",
                "checked_at",
                "committed_at",
                "total",
                "failure",
            ),
        ),
    )
    list_display = ("file_name", "asked_by", "asked_at", "progress", "state_tag")
    list_select_related = ("asked_by",)
    list_filter = (("state", ChoicesDropdownFilter),)

    def get_queryset(self, request):
        """Without the file: a list of uploads must not read them."""
        return super().get_queryset(request).defer("upload")

    @display(description=gettext_lazy("kemajuan"))
    def progress(self, row):
        return format_html(
            "{} {}/{}", progress_bar(row.percent), number(row.done), number(row.total)
        )

    @display(description=gettext_lazy("keadaan"), ordering="state")
    def state_tag(self, row):
        return format_html(
            '<span class="status-tag tone-{}">{}</span>', TONES[row.state], row.get_state_display()
        )

    def changelist_view(self, request, extra_context=None):
        may_ask = bool(may_import(request.user))
        return super().changelist_view(request, {**(extra_context or {}), "may_ask": may_ask})

    # ── The page of a run ────────────────────────────────────────────────────────────────────────────────────────────

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_active"] = obj is not None and obj.state in ACTIVE
        return super().render_change_form(request, context, add, change, form_url, obj)

    def links(self, request, row):
        found = super().links(request, row)
        if row.state in {_State.CHECKED, _State.COMMITTED}:
            found.append(Link(_("Unduh laporan .xlsx"), admin_url(row, "report")))
        if row.state == _State.CHECKED and may_import(request.user):
            found.append(
                Link(_("Simpan ke daftar UMKM…"), admin_url(row, "commit"), tone="primary")
            )
        return found

    def notices(self, request, row):
        sentences = []
        same = ImportRun.objects.filter(digest=row.digest, state=_State.COMMITTED).exclude(
            pk=row.pk
        )
        if before := same.order_by("-committed_at").first():
            sentences.append(
                _("Berkas yang sama sudah disimpan: %(run)s. Baris yang tidak berubah dilewati.")
                % {"run": before}
            )
        if row.state == _State.CHECKED:
            sentences.append(_("Belum ada yang disimpan. Periksa hasil di bawah, lalu simpan."))
        unknown = [header for header, field in row.columns.items() if not field]
        if unknown:
            sentences.append(
                _("Kolom yang tidak dikenal dan tidak dibaca: %(headers)s.")
                % {"headers": ", ".join(unknown[:20])}
            )
        return sentences

    def tables(self, request, row):
        if row.state not in {_State.CHECKED, _State.COMMITTED}:
            return []
        done = row.state == _State.COMMITTED
        labels = dict(ImportRow.Action.choices)
        counted = Table(
            _("Yang disimpan") if done else _("Yang akan terjadi"),
            [_("Tindakan"), _("Baris")],
            [
                Row(
                    [labels[action], number(row.counts.get(action, 0))],
                    [Link(_("Lihat"), list_url(ImportRow, run=row.pk, action__exact=action))],
                )
                for action in labels
            ],
            numeric=frozenset({1}),
        )
        columns = Table(
            _("Kolom yang dikenali"),
            [_("Di berkas"), _("Dibaca sebagai")],
            [Row([header, column_label(field)]) for header, field in row.columns.items() if field],
        )
        return [
            counted,
            *(self._sample(row, action, label) for action, label in labels.items()),
            columns,
        ]

    def _sample(self, row, action: str, label: str) -> Table:
        lines = row.rows.filter(action=action).order_by("number")[:SHOWN]
        return Table(
            _("%(action)s: baris pertama") % {"action": str(label).capitalize()},
            [_("Baris"), _("Usaha"), _("Pemilik"), _("Perubahan"), _("Catatan")],
            [
                Row(
                    [
                        str(line.number),
                        line.name or NOTHING,
                        line.owner_name or NOTHING,
                        changes_in_words(line) or NOTHING,
                        remark_sentences(line.remarks) or NOTHING,
                    ]
                )
                for line in lines
            ],
            empty=_("Tidak ada."),
        )

    # ── Pages for one act ────────────────────────────────────────────────────────────────────────────────────────────

    def get_urls(self):
        def page(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"umkm_importrun_{name}")

        return [
            page("unggah/", self.upload_view, "upload"),
            page("contoh.xlsx", self.template_view, "template"),
            page("<path:object_id>/simpan/", self.commit_view, "commit"),
            page("<path:object_id>/laporan.xlsx", self.report_view, "report"),
            *super().get_urls(),
        ]

    def upload_view(self, request):
        verdict = may_import(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        form = UploadForm(posted(request), request.FILES or None)

        def perform(given):
            run = ask_import(
                given["file"].read(MOST_BYTES + 1),
                given["file"].name,
                actor=request.user,
                overwrite=given["overwrite"],
            )
            self._send(request, run)
            return HttpResponseRedirect(admin_url(run))

        return self.form_page(
            request,
            None,
            form,
            title=_("Impor UMKM"),
            lead=_(
                "Berkas diperiksa dahulu; Anda melihat baris mana yang baru, berubah, atau dilewati sebelum ada yang disimpan. "
                "Paling banyak %(rows)s baris dan %(size)s MB."
            )
            % {"rows": number(MOST_ROWS), "size": MOST_BYTES // 1024 // 1024},
            button=_("Periksa berkas"),
            perform=perform,
            back=list_url(ImportRun),
        )

    def commit_view(self, request, object_id):
        run = self.row_or_404(request, object_id)

        def perform(_given):
            self._send(request, ask_commit(run, actor=request.user))
            return _("Penyimpanan diminta.")

        return self.form_page(
            request,
            run,
            CommitForm(posted(request)),
            title=_("Simpan ke daftar UMKM"),
            lead=_(
                "%(create)s UMKM baru dan %(change)s perubahan. Semuanya tersimpan, atau tidak satu pun bila terputus."
            )
            % {
                "create": number(run.counts.get("create", 0)),
                "change": number(run.counts.get("change", 0)),
            },
            button=_("Simpan"),
            perform=perform,
        )

    def _send(self, request, run) -> None:
        try:
            perform_import.delay_on_commit(run.pk)
        except OperationalError:
            # The row is what counts: the sweep of beat finds it as soon as the broker is back.
            self.message_user(
                request,
                _("Antrean pekerja sedang tidak terjangkau; impor dimulai begitu pulih."),
                messages.WARNING,
            )

    def report_view(self, request, object_id):
        run = self.row_or_404(request, object_id)
        return _download(lambda target: write_report(run, target), f"impor-{run.pk}.xlsx")

    def template_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _download(write_template, "contoh-data-umkm.xlsx")


def _download(write, name: str) -> FileResponse:
    content = io.BytesIO()
    write(content)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


class RunFilter(RowFilter):
    parameter_name = "run"


@admin.register(ImportRow)
class ImportRowAdmin(OfficialAdmin):
    """The lines of a run. NIK and NPWP are sealed and not shown here."""

    facts = (
        (
            gettext_lazy("Baris"),
            ("run", "number", "action", "umkm", "changes_label", "remarks_label"),
        ),
        (
            gettext_lazy("Yang dibaca"),
            ("name", "owner_name", "telephone", "village", "cluster", "product_name", "address"),
        ),
    )
    list_display = ("number", "name", "owner_name", "action", "changes_label", "remarks_label")
    list_filter = (("action", ChoicesDropdownFilter), RunFilter)
    show_full_result_count = False

    @display(description=gettext_lazy("perubahan"))
    def changes_label(self, row):
        return changes_in_words(row) or NOTHING

    @display(description=gettext_lazy("catatan"))
    def remarks_label(self, row):
        return remark_sentences(row.remarks) or NOTHING

    @display(description=gettext_lazy("UMKM"))
    def firm(self, row):
        return link_to(row.umkm)
