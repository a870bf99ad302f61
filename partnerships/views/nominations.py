"""An officer proposes an UMKM for a need although the matcher did not."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from investors.models import Need
from kemitraan.form_pages import form_page
from partnerships.forms import NominationForm, UmkmSearchForm
from partnerships.models import Suggestion
from partnerships.services import suggestions as services
from partnerships.tasks import score_nomination
from partnerships.views.needs import must_be_officer, need_or_404
from umkm.filters import UmkmFilter
from umkm.models import Umkm

#: Firms that a search offers to choose from.
FOUND = 20


def nominate(need: Need, umkm: Umkm, **given) -> Suggestion:
    """The service, and the worker asked for the score."""
    with transaction.atomic():
        suggestion = services.nominate(need, umkm, **given)
        score_nomination.delay_on_commit(suggestion.pk)
    return suggestion


def nominate_again(suggestion: Suggestion, **given) -> Suggestion:
    """One that the matcher has taken back."""
    return nominate(suggestion.need, suggestion.umkm, **given)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk):
    """GET searches (`?q=`), POST proposes one of the firms that were found."""
    must_be_officer(request.user)
    need = need_or_404(request.user, pk)
    search = UmkmSearchForm(request.GET or None)
    found = _search(request.GET.get("q", "")) if search.is_valid() else []
    return form_page(
        request,
        NominationForm(found, request.POST if request.method == "POST" else None),
        lambda umkm, note: nominate(need, umkm, actor=request.user, note=note),
        template="partnerships/nominate.html",
        done=lambda suggestion: suggestion,
        message=_("UMKM diusulkan; kedua pihak diminta menjawab."),
        need=need,
        search=search,
        found=found,
        is_searched=search.is_bound,
    )


def _search(text: str) -> list[Umkm]:
    return list(UmkmFilter({"q": text}, Umkm.objects.verified().with_labels()).qs[:FOUND])
