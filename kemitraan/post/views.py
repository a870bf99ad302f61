"""What somebody is written to about, stopping a kind from a letter, and the outbox of the demo."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kemitraan.accounts.models import User
from kemitraan.post import kinds
from kemitraan.post.forms import PreferencesForm
from kemitraan.post.links import read_stop
from kemitraan.post.models import Letter, Outage
from kemitraan.post.services import readers, start_letters, stop_letters
from kemitraan.post.services.stopping import stopped_kinds


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """Pemberitahuan: the language of letters, and which kinds."""
    stopped = stopped_kinds(request.user)
    form = PreferencesForm(
        request.POST or None,
        initial={
            "language": readers.language_of(request.user),
            "wanted": [kind.code for kind in kinds.stoppable_kinds() if kind.code not in stopped],
        },
    )
    if request.method == "POST" and form.is_valid():
        readers.save_preferences(request.user, **form.cleaned_data)
        messages.success(request, _("Pilihan Anda disimpan."))
        return redirect("post:preferences")
    return render(request, "post/preferences.html", {"form": form})


@csrf_exempt  # mail programs post to it by themselves (RFC 8058); the link itself is the key
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token: str):
    """GET asks, POST stops; `lagi` in the POST takes it back."""
    try:
        whose, code = read_stop(token)
        kind = kinds.kind_of(code)
    except (signing.BadSignature, KeyError) as error:
        raise Http404 from error
    person = User.objects.filter(pk=whose).first() if isinstance(whose, int) else None
    address = whose if isinstance(whose, str) else ""
    done = ""
    if request.method == "POST":
        done = "started" if "lagi" in request.POST else "stopped"
        change = start_letters if done == "started" else stop_letters
        if person or address:
            change(kind=code, person=person, address=address)
    return render(request, "post/stop.html", {"kind": kind, "done": done})


@login_required
@require_safe
def outbox(request):
    """The letters as they were sent: for everybody in a demo, otherwise for administrators."""
    if not (settings.DEBUG or request.user.is_superuser):
        raise PermissionDenied
    page = Paginator(Letter.objects.select_related("person"), 20).get_page(request.GET.get("page"))
    return render(
        request,
        "post/outbox.html",
        {
            "page": page,
            "outage": Outage.objects.filter(ended_at=None).first(),
            "shows_secrets": settings.DEBUG,
        },
    )
