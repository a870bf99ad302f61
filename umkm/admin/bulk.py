"""Verifying many UMKM at once: a page that says how many, then a review for the worker, with its progress and its report."""

from django.contrib import admin, messages
from django.contrib.admin import action
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from kombu.exceptions import OperationalError
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import Link, OfficialAdmin, Row, Table
from kemitraan.official_admin.dossier import admin_url, link_to, list_url, progress_bar
from kemitraan.official_admin.filters import RowFilter
from kemitraan.rupiah import number
from umkm.admin.forms import BulkVerifyForm
from umkm.models import BulkReview, BulkReviewRow
from umkm.services.bulk import ACTIVE, LIMIT, ask_bulk_review
from umkm.tasks import perform_bulk_review

#: Rows that a page names one by one.
SHOWN = 25
#: Which state is how good.
TONES = {
    BulkReview.State.QUEUED: "warn",
    BulkReview.State.RUNNING: "info",
    BulkReview.State.DONE: "good",
    BulkReview.State.FAILED: "bad",
}


@action(description=gettext_lazy("Verifikasi yang dipilih…"), permissions=["verify"])
def verify_selected(model_admin, request, queryset):
    rows = queryset.order_by("registered_at", "pk").select_related("village__district")
    count = rows.count()
    if count > LIMIT:
        model_admin.message_user(
            request,
            _(
                "%(count)s baris terlalu banyak untuk sekali verifikasi; paling banyak %(limit)s. Persempit dengan penyaring."
            )
            % {"count": number(count), "limit": number(LIMIT)},
            messages.ERROR,
        )
        return None

    form = BulkVerifyForm(
        request.POST if "expected" in request.POST else None, initial={"expected": count}
    )
    if form.is_bound and form.is_valid() and form.cleaned_data["expected"] != count:
        form.add_error(
            None,
            _("Daftar berubah sejak Anda membukanya: sekarang %(count)s baris. Periksa lagi.")
            % {"count": number(count)},
        )
        form.data = {**form.data.dict(), "expected": count}

    def perform(answers):
        review = ask_bulk_review(
            list(rows.values_list("pk", flat=True)),
            actor=request.user,
            method=answers["method"],
            note=answers["note"],
        )
        try:
            perform_bulk_review.delay_on_commit(review.pk)
        except OperationalError:
            # The row is what counts: the sweep of beat finds it as soon as the broker is back.
            model_admin.message_user(
                request,
                _("Antrean pekerja sedang tidak terjangkau; verifikasi dimulai begitu pulih."),
                messages.WARNING,
            )
        return HttpResponseRedirect(admin_url(review))

    selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return model_admin.form_page(
        request,
        None,
        form,
        title=ngettext("Verifikasi %(count)s UMKM", "Verifikasi %(count)s UMKM", count)
        % {"count": number(count)},
        lead=_(
            "Semua tampil di portal dan ikut dicocokkan. Yang tidak memenuhi syarat dilewati, dengan sebabnya."
        ),
        button=_("Verifikasi"),
        perform=perform,
        tables=[_listed(rows, count)],
        back=request.get_full_path(),
        kept={
            "action": [verify_selected.__name__],
            "select_across": [request.POST.get("select_across", "0")],
            ACTION_CHECKBOX_NAME: selected,
        },
    )


def _listed(rows, count: int) -> Table:
    return Table(
        _("Yang akan diverifikasi")
        if count <= SHOWN
        else _("%(shown)s yang paling lama menunggu") % {"shown": SHOWN},
        [_("Usaha"), _("Desa/kelurahan"), _("Status")],
        [Row([link_to(row), row.village, row.get_status_display()]) for row in rows[:SHOWN]],
    )


@admin.register(BulkReview)
class BulkReviewAdmin(OfficialAdmin):
    change_form_template = "admin/umkm/bulkreview/page.html"
    facts = (
        (
            gettext_lazy("Verifikasi massal"),
            (
                "state_tag",
                "asked_by",
                "asked_at",
                "method",
                "started_at",
                "finished_at",
                "total",
                "verified",
                "skipped",
                "note",
                "failure",
            ),
        ),
    )
    list_display = ("asked_at", "asked_by", "progress", "verified", "skipped", "state_tag")
    list_select_related = ("asked_by",)
    list_filter = (("state", ChoicesDropdownFilter),)

    @display(description=gettext_lazy("kemajuan"))
    def progress(self, row):
        return format_html(
            "{} {}/{}", progress_bar(row.percent), number(row.done), number(row.total)
        )

    @display(description=gettext_lazy("dilewati"))
    def skipped(self, row):
        return number(row.skipped)

    @display(description=gettext_lazy("keadaan"), ordering="state")
    def state_tag(self, row):
        return format_html(
            '<span class="status-tag tone-{}">{}</span>', TONES[row.state], row.get_state_display()
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_active"] = obj is not None and obj.state in ACTIVE
        return super().render_change_form(request, context, add, change, form_url, obj)

    def tables(self, request, row):
        skipped = row.rows.filter(outcome=BulkReviewRow.Outcome.SKIPPED).select_related("umkm")
        return [
            Table(
                _("Dilewati"),
                [_("Usaha"), _("Sebab")],
                [Row([link_to(entry.umkm), entry.reason]) for entry in skipped[:SHOWN]],
                empty=_("Tidak ada yang dilewati."),
                links=[Link(_("Laporan setiap baris"), list_url(BulkReviewRow, review=row.pk))],
            )
        ]


class ReviewFilter(RowFilter):
    parameter_name = "review"


@admin.register(BulkReviewRow)
class BulkReviewRowAdmin(OfficialAdmin):
    """The report of a bulk review, row by row."""

    facts = ((gettext_lazy("Hasil"), ("review", "umkm", "outcome", "reason")),)
    list_display = ("umkm", "outcome_label", "reason")
    list_select_related = ("umkm",)
    list_filter = (("outcome", ChoicesDropdownFilter), ReviewFilter)
    search_fields = ("umkm__name",)

    @display(description=gettext_lazy("hasil"), ordering="outcome")
    def outcome_label(self, row):
        return row.get_outcome_display() or _("belum diperiksa")
