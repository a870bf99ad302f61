"""Contacts that open when both sides are interested: the card for a telephone, and who has seen one's own."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kemitraan.pagination import PAGE_SIZE
from kemitraan.refusals import must
from kemitraan.vcard import vcard
from partnerships.contacts import contacts_of
from partnerships.models import ContactDisclosure, Side, Suggestion
from partnerships.models.disclosures import Door
from partnerships.permissions import may_see_contacts
from partnerships.services.disclosures import note_contacts_seen, sides_shown
from partnerships.standing import Standing
from umkm.views.taking import as_vcard


@login_required
@require_safe
def card(request, pk):
    """The other side's contact for a telephone; both for officials. 403 with a sentence until both are interested."""
    rows = Suggestion.objects.visible_to(request.user).with_labels()
    suggestion = get_object_or_404(rows, pk=pk)
    must(may_see_contacts(request.user, suggestion))
    standing = Standing(request.user)
    whose = sides_shown(standing.side_of(suggestion))
    if request.method == "GET":
        note_contacts_seen([suggestion], whose=whose, by=request.user, door=Door.VCARD)
    cards = [
        vcard(
            person=contact.person,
            firm=contact.firm,
            telephone=contact.telephone,
            email=contact.email,
            url=request.build_absolute_uri(suggestion.get_absolute_url()),
            note=str(suggestion.need),
        )
        for contact in contacts_of(suggestion, standing)
    ]
    return as_vcard("".join(cards), f"kontak-saran-{suggestion.pk}.vcf")


@login_required
@require_safe
@never_cache
def seen(request):
    """Who has seen the contact of one's own firm or company, the newest first."""
    standing = Standing(request.user)
    rows = ContactDisclosure.objects.filter(
        Q(whose=Side.UMKM, umkm__in=standing.umkm_ids)
        | Q(whose=Side.COMPANY, company__in=standing.company_ids)
    ).select_related("by", "umkm", "company", "suggestion__need")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "partnerships/contacts_seen.html", {"page": page})
