"""Saved searches of a person: keeping the state of the directory, and what has come new."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from investors.models import Company
from kemitraan.form_pages import form_page
from kemitraan.pagination import PAGE_SIZE
from kemitraan.refusals import NotAllowed
from partnerships.models import SavedSearch
from partnerships.searching import SearchState
from partnerships.services import searches as services
from partnerships.shortlist_forms import SavedSearchForm
from umkm.cards import firm_cards
from umkm.models import Umkm


def _search_or_404(user, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.of(user).select_related("company"), pk=pk)


@login_required
@require_safe
def listing(request):
    rows = SavedSearch.objects.of(request.user).with_news().order_by("-news", "name", "pk")
    return render(
        request,
        "partnerships/saved_searches.html",
        {
            "rows": [(search, SearchState(search.given)) for search in rows],
            "works_for_company": Company.objects.kept_by(request.user).exists(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The address carries the state of the directory, also when the form is sent."""
    companies = list(Company.objects.kept_by(request.user).order_by("pk"))
    if not companies:
        raise NotAllowed(_("Hanya orang perusahaan yang dapat menyimpan pencarian."))
    state = SearchState(request.GET)
    form = SavedSearchForm(
        companies,
        request.POST if request.method == "POST" else None,
        initial={"name": " ".join(value for _label, value in state.said)[:80]},
    )
    return form_page(
        request,
        form,
        lambda name, company: services.save_search(
            company, name=name, given=request.GET, actor=request.user
        ),
        template="partnerships/saved_search_form.html",
        done=lambda saved: saved,
        message=_("Pencarian disimpan. UMKM baru yang cocok tampil di meja Anda."),
        state=state,
        directory=f"{reverse('umkm:directory')}?{request.GET.urlencode()}",
    )


@login_required
@require_safe
def page(request, pk):
    """What is new, the newest first; and, said plainly, what the directory no longer understands of this search."""
    search = _search_or_404(request.user, pk)
    finds = search.finds.news().order_by("-found_at", "-pk")
    shown = Paginator(finds.values_list("umkm", flat=True), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    listed = set(
        Umkm.objects.listed().filter(pk__in=shown.object_list).values_list("pk", flat=True)
    )
    keys = [key for key in shown.object_list if key in listed]
    state = SearchState(search.given)
    return render(
        request,
        "partnerships/saved_search.html",
        {
            "search": search,
            "state": state,
            "page": shown,
            "firms": firm_cards(keys, timezone.localdate()),
            "directory": f"{reverse('umkm:directory')}?{search.given.urlencode()}",
        },
    )


@login_required
@require_POST
def seen(request, pk):
    services.mark_seen(_search_or_404(request.user, pk), actor=request.user)
    messages.success(request, _("Ditandai sudah dilihat."))
    return redirect("partnerships:saved-search", pk)


@login_required
@require_POST
def drop(request, pk):
    search = _search_or_404(request.user, pk)
    services.drop_search(search, actor=request.user)
    messages.success(request, _("Pencarian “%(name)s” dihapus.") % {"name": search})
    return redirect("partnerships:saved-searches")
