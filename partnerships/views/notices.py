"""Kabar: what the portal has told a person, with what was not read yet."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from partnerships.models import Notice
from partnerships.services.watch import mark_read
from partnerships.wording.notices import notice_items

#: Notices of one page.
SHOWN = 30


@login_required
@require_safe
def listing(request):
    rows = Notice.objects.live().filter(person=request.user)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {"page": page, "items": notice_items(page.object_list)}
    return render(request, "partnerships/notices.html", context)


@login_required
@require_POST
def read(request, pk: int | None = None):
    """One notice of the reader's own, or all; somebody else's is simply not there."""
    mark_read(request.user, pk)
    return redirect("partnerships:notices")
