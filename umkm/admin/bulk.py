"""Verifying many UMKM at once: a page that says how many, then one service call, then what was kept back and why."""

from django.contrib import messages
from django.contrib.admin import action
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kemitraan.official_admin import Row, Table
from kemitraan.official_admin.dossier import link_to, list_url
from kemitraan.rupiah import number
from umkm.admin.forms import BulkVerifyForm
from umkm.models import Umkm
from umkm.services import change_status_of_many

#: Rows that one press may verify: more than one officer can have looked at is a mistake.
BULK_LIMIT = 2000
#: Rows that a page names one by one.
SHOWN = 25


@action(description=gettext_lazy("Verifikasi yang dipilih…"), permissions=["verify"])
def verify_selected(model_admin, request, queryset):
    rows = queryset.order_by("registered_at", "pk").select_related("village__district")
    count = rows.count()
    if count > BULK_LIMIT:
        model_admin.message_user(
            request,
            _(
                "%(count)s baris terlalu banyak untuk sekali verifikasi; paling banyak %(limit)s. Persempit dengan penyaring."
            )
            % {"count": number(count), "limit": number(BULK_LIMIT)},
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
        verified, kept_back = change_status_of_many(
            rows, "verify", actor=request.user, note=answers["note"]
        )
        return _report(model_admin, request, len(verified), kept_back)

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


def _report(model_admin, request, verified: int, kept_back: dict[int, str]):
    names = Umkm.objects.in_bulk(list(kept_back)[:200])
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(
        request,
        "admin/result_page.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": _("Hasil verifikasi"),
            "lead": _("%(verified)s terverifikasi, %(kept)s dilewati.")
            % {"verified": number(verified), "kept": number(len(kept_back))},
            "tables": [
                Table(
                    _("Dilewati"),
                    [_("Usaha"), _("Sebab")],
                    [Row([link_to(names[key]), kept_back[key]]) for key in names],
                    empty=_("Tidak ada yang dilewati."),
                )
            ],
            "back": list_url(Umkm),
        },
    )
