"""Writing a need: a new one, one after an older one, a changed one, and the help that the page gives meanwhile.

A button named `help` sends the form for help only: what was typed comes back with hints (`suggest`), with a hint taken
(`take`), or with the empty months filled (`fill`), and nothing is judged or saved. The page's script does the same in place.
"""

from copy import copy
from functools import partial

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from investors.copying import copied_fields
from investors.forms import NeedForm, NewNeedForm, usual_values
from investors.models import Company, Need
from investors.models.needs import PLAN_MOST
from investors.permissions import may_copy_need, may_edit_need
from investors.services import StaleNeed, post_need, update_need
from investors.suggesting import hints_for
from investors.views.hints import offered, taken
from investors.wording import PATTERN_MEANINGS
from kemitraan.form_pages import form_page
from kemitraan.refusals import NotAllowed, must


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Write a need for a company that one buys for."""
    return _new_page(request, usual_values())


@login_required
@require_safe
def copied(request, pk):
    """The form of a new need, filled with what an older one asked and with dates from today on; nothing is saved yet."""
    old = get_object_or_404(Need.objects.visible_to(request.user), pk=pk)
    must(may_copy_need(request.user, old))
    values = {name: getattr(value, "pk", value) for name, value in copied_fields(old).items()} | {
        "company": old.company_id
    }
    return _new_page(
        request,
        values,
        lead=_(
            "Disalin dari “%(title)s” dengan tanggal yang digeser; berkasnya tidak ikut. "
            "Belum ada yang tersimpan: periksa, ubah seperlunya, lalu simpan."
        )
        % {"title": old.title},
        also_kbli=old.kbli_id,
        to_look_at=["first_delivery"],
    )


def _new_page(request, initial, *, lead="", also_kbli=None, to_look_at=()):
    companies = Company.objects.acted_for_by(request.user).order_by("name")
    if not companies:
        raise NotAllowed(
            _("Kebutuhan ditulis oleh penanggung jawab atau pembeli sebuah perusahaan terdaftar.")
        )
    address = reverse("investors:need-new")
    shown = {
        "title": _("Tulis kebutuhan"),
        "lead": lead
        or _("Sekitar lima menit. Yang wajib diisi ditandai; sisanya membuat saran lebih tepat."),
        "action": address,
    }
    if request.method == "POST" and "help" in request.POST:
        return _help_page(request, partial(NewNeedForm.typed_so_far, companies=companies), **shown)
    form = NewNeedForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        companies=companies,
        initial=initial,
    )
    form.fields["kbli"].also(also_kbli)
    form.to_look_at = frozenset(to_look_at)
    return _page(
        request,
        form,
        partial(post_need, actor=request.user),
        done=lambda need: need,
        message=_("Kebutuhan tersimpan."),
        **shown,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    need = get_object_or_404(Need.objects.visible_to(request.user), pk=pk)
    must(may_edit_need(request.user, need))
    shown = {"title": _("Ubah kebutuhan"), "back": need, "action": request.path}
    if request.method == "POST" and "help" in request.POST:
        return _help_page(request, partial(NeedForm.typed_so_far, instance=copy(need)), **shown)
    form = NeedForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        instance=copy(need),
    )

    def save(*, revision=None, **given):
        try:
            return update_need(need, actor=request.user, seen=revision, **given)
        except StaleNeed as stale:
            form.show_newer(stale)
            advice = _(
                "Isian Anda masih ada di bawah. Sesuaikan bila perlu, lalu simpan lagi: yang berlaku kemudian adalah "
                "isian Anda."
            )
            raise StaleNeed(f"{stale.message} {advice}", stale.revision, stale.changes) from stale

    return _page(
        request,
        form,
        save,
        done=need,
        message=_("Kebutuhan tersimpan; saran dihitung lagi."),
        **shown,
    )


def _page(request, form, save, **shown):
    return form_page(
        request, form, save, template="investors/need_form.html", patterns=_patterns(), **shown
    )


def _patterns() -> list[tuple[str, str]]:
    return [(pattern.label, meaning()) for pattern, meaning in PATTERN_MEANINGS.items()]


# ── Help while one writes ────────────────────────────────────────────────────────────────────────────────────────────


def _help_page(request, form_with, **shown):
    data, asked = request.POST.copy(), request.POST["help"]
    if asked == "fill":
        _fill_months(data)
    elif asked.startswith("take"):
        taken(data, asked.partition(":")[2])
    return render(
        request,
        "investors/need_form.html",
        {
            "form": form_with(data),
            "patterns": _patterns(),
            "hints": offered(_hints(data), data),
            "asked": asked,
            **shown,
        },
    )


def _hints(data):
    return hints_for(
        data.get("title", "")[:150], f"{data.get('text', '')} {data.get('text_en', '')}"[:8000]
    )


def _fill_months(data) -> None:
    """Each empty month gets the number above it, as many months as the need lasts (12 where that is not 6 to 12)."""
    months = data.get("months", "")
    last = int(months) if months.isdigit() and 6 <= int(months) <= PLAN_MOST else PLAN_MOST
    above = data.get("volume_month", "").strip()
    for step in range(last):
        name = f"plan_{step}"
        above = data.get(name, "").strip() or above
        data[name] = above


@login_required
@require_POST
def hints(request):
    """What htmx puts under the description while somebody types; reads, and changes nothing."""
    return render(
        request,
        "investors/need_hints.html",
        {"hints": offered(_hints(request.POST), request.POST), "asked": "suggest", "action": ""},
    )
