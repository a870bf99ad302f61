"""Shortlists of a company: all of them, one with its notes, and the presses that change it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kemitraan import jinja
from kemitraan.form_pages import form_page, show_errors, wanted_page
from kemitraan.refusals import NotAllowed, Refused, must
from partnerships.models import Shortlist, ShortlistEntry, ShortlistNote
from partnerships.permissions import companies_acted_for, may_keep_shortlist
from partnerships.services import shortlists as services
from partnerships.shortlist_forms import NoteForm, ShortlistForm
from partnerships.shortlisting import Shortlisting
from umkm.cards import firm_cards
from umkm.exporting import KINDS, export, is_public
from umkm.models import Umkm


def _list_or_404(user, pk: int) -> Shortlist:
    rows = Shortlist.objects.visible_to(user).select_related("company")
    return get_object_or_404(rows.prefetch_related("company__members"), pk=pk)


def _entry_or_404(user, pk: int) -> ShortlistEntry:
    seen = Shortlist.objects.visible_to(user)
    return get_object_or_404(ShortlistEntry.objects.filter(shortlist__in=seen), pk=pk)


# ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_safe
def listing(request):
    """All lists of the companies that the person works for."""
    rows = Shortlist.objects.visible_to(request.user).with_counts().select_related("company")
    companies = companies_acted_for(request.user)
    return render(
        request,
        "partnerships/shortlists.html",
        {"lists": rows, "may_write": bool(companies)},
    )


@login_required
@require_safe
def page(request, pk):
    return _show(request, _list_or_404(request.user, pk))


def _show(request, shortlist: Shortlist, *, refused: dict[int, NoteForm] | None = None):
    """The list; `refused` are the forms of notes that could not be kept, by their entry."""
    entries = shortlist.entries.select_related("added_by", "removed_by").prefetch_related(
        Prefetch("umkm", Umkm.objects.defer("search")), "notes__by"
    )
    may_write = bool(may_keep_shortlist(request.user, shortlist))
    standing = [entry for entry in entries if entry.removed_at is None]
    gone = [entry for entry in entries if entry.removed_at is not None]
    public = [entry.umkm_id for entry in standing if entry.umkm.is_public]
    cards = {card.pk: card for card in firm_cards(public, timezone.localdate())}
    just_gone = [entry for entry in gone if str(entry.pk) == request.GET.get("dikeluarkan")]
    return render(
        request,
        "partnerships/shortlist.html",
        {
            "shortlist": shortlist,
            "entries": [
                {
                    "entry": entry,
                    "card": cards.get(entry.umkm_id),
                    "form": (refused or {}).get(entry.pk) or NoteForm(prefix=f"n{entry.pk}"),
                }
                for entry in standing
            ],
            "gone": gone,
            "just_gone": just_gone,
            "may_write": may_write,
        },
        status=400 if refused else 200,
    )


@login_required
@require_safe
def take_away(request, pk, kind):
    """The list as a spreadsheet, in its order, with its notes; of a firm that is not public any more only the name."""
    if kind not in KINDS:
        raise Http404
    shortlist = _list_or_404(request.user, pk)
    entries = shortlist.entries.standing()
    notes = {entry.umkm_id: entry.notes.all() for entry in entries.prefetch_related("notes__by")}
    place = entries.filter(umkm=OuterRef("pk")).values("position")
    return export(
        Umkm.objects.filter(pk__in=notes).order_by(Subquery(place), "pk"),
        kind,
        private=False,
        name=_("daftar-pendek"),
        more=[
            (_("Keterangan"), lambda row: "" if is_public(row) else str(_NOT_LISTED)),
            (_("Catatan kami"), lambda row: "\n".join(map(_said, notes[row.pk]))),
        ],
    )


_NOT_LISTED = gettext_lazy("tidak tampil lagi di direktori")


def _said(note: ShortlistNote) -> str:
    return f"{timezone.localdate(note.at):%d-%m-%Y} {note.by}: {note.text}"


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    companies = companies_acted_for(request.user)
    if not companies:
        raise NotAllowed(
            _("Hanya penanggung jawab dan pembeli perusahaan yang dapat membuat daftar.")
        )
    return form_page(
        request,
        ShortlistForm(companies, request.POST if request.method == "POST" else None),
        lambda **given: services.open_list(actor=request.user, **given),
        template="partnerships/shortlist_form.html",
        done=lambda saved: saved,
        message=_("Daftar dibuat. Tambahkan UMKM dari direktori."),
        title=_("Daftar pendek baru"),
        button=_("Buat daftar"),
        back=reverse("partnerships:shortlists"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, pk):
    shortlist = _list_or_404(request.user, pk)
    must(may_keep_shortlist(request.user, shortlist))
    return form_page(
        request,
        ShortlistForm(
            [shortlist.company],
            request.POST if request.method == "POST" else None,
            initial={"name": shortlist.name},
        ),
        lambda name, company: services.rename_list(shortlist, name=name, actor=request.user),
        template="partnerships/shortlist_form.html",
        done=shortlist,
        message=_("Nama daftar diubah."),
        title=_("Ubah nama daftar"),
        button=_("Simpan"),
        back=shortlist.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request, pk):
    """GET asks, POST deletes: there is no way back."""
    shortlist = _list_or_404(request.user, pk)
    must(may_keep_shortlist(request.user, shortlist))
    if request.method == "POST":
        services.drop_list(shortlist, actor=request.user)
        messages.success(request, _("Daftar “%(name)s” dihapus.") % {"name": shortlist})
        return redirect("partnerships:shortlists")
    return render(
        request,
        "partnerships/shortlist_drop.html",
        {"shortlist": shortlist, "count": shortlist.entries.standing().count()},
    )


# ── What stands on them ──────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_POST
def add(request, pk):
    """One press; htmx gets the button as it stands now, and what was refused in its place."""
    umkm = get_object_or_404(Umkm, pk=pk)
    chosen = request.POST.get("shortlist", "")
    shortlist = _list_or_404(request.user, int(chosen)) if chosen.isdecimal() else None
    refusal = ""
    try:
        added = services.add(umkm, actor=request.user, shortlist=shortlist)
    except Refused as refused:
        if not request.htmx:
            raise
        refusal = refused.message
    if request.htmx:
        may_choose = "choose" in request.POST
        press = Shortlisting(request.user).for_firm(umkm, may_choose=may_choose)
        return render(
            request,
            "partnerships/shortlist_button.html",
            {"press": press, "next": wanted_page(request), "refusal": refusal},
            using=jinja.NAME,
        )
    said = (
        _("%(umkm)s masuk daftar “%(name)s”.")
        if added.is_new
        else _("%(umkm)s sudah ada di daftar “%(name)s”.")
    )
    messages.success(request, said % {"umkm": umkm, "name": added.entry.shortlist})
    return redirect(wanted_page(request) or added.entry.shortlist)


@login_required
@require_POST
def change(request, pk, verb):
    """Take off, put back, up, down."""
    entry, actor = _entry_or_404(request.user, pk), request.user
    address = entry.shortlist.get_absolute_url()
    if verb == "keluarkan":
        services.remove(entry, actor=actor)
        return redirect(f"{address}?dikeluarkan={entry.pk}#dikeluarkan")
    if verb == "kembalikan":
        services.put_back(entry, actor=actor)
    elif verb in {"naik", "turun"}:
        services.move(entry, up=verb == "naik", actor=actor)
    else:
        raise Http404
    return redirect(f"{address}#umkm-{entry.umkm_id}")


@login_required
@require_POST
def write_note(request, pk):
    """A note that cannot be kept comes back where it was typed."""
    entry = _entry_or_404(request.user, pk)
    form = NoteForm(request.POST, prefix=f"n{entry.pk}")
    if form.is_valid():
        try:
            services.write_note(entry, text=form.cleaned_data["text"], actor=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        except ValidationError as error:
            show_errors(form, error)
        else:
            return redirect(f"{entry.shortlist.get_absolute_url()}#umkm-{entry.umkm_id}")
    return _show(request, _list_or_404(request.user, entry.shortlist_id), refused={entry.pk: form})


@login_required
@require_POST
def strike_note(request, pk):
    seen = Shortlist.objects.visible_to(request.user)
    note = get_object_or_404(ShortlistNote.objects.filter(entry__shortlist__in=seen), pk=pk)
    services.strike_note(note, actor=request.user)
    messages.success(request, _("Catatan dihapus."))
    return redirect(f"{note.entry.shortlist.get_absolute_url()}#umkm-{note.entry.umkm_id}")
