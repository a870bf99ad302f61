"""One supplier to take away: the profile on paper, the contact for a telephone."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from kemitraan.context import Portal
from kemitraan.vcard import vcard
from umkm.models import PublicField, Umkm
from umkm.profile_sheet import profile_sheet


@require_safe
def profile(request, pk):
    """What everybody may see, also for those who see more: a sheet of paper goes from hand to hand."""
    umkm = _seen(request, pk)
    sheet = profile_sheet(
        umkm,
        shown=umkm.public_fields,
        portal=Portal(request).name,
        address=request.build_absolute_uri(umkm.get_absolute_url()),
        today=timezone.localdate(),
    )
    return as_pdf(sheet, f"profil-{slugify(umkm.name) or umkm.pk}.pdf")


@require_safe
def contact(request, pk):
    """The contact that the owner shows to everybody; 404 where that is none."""
    umkm = _seen(request, pk)
    if not has_card(umkm):
        raise Http404
    shown = set(umkm.public_fields)
    card = vcard(
        person=umkm.owner_name if PublicField.OWNER_NAME in shown else "",
        firm=umkm.name,
        telephone=umkm.telephone,
        address=umkm.address if PublicField.ADDRESS in shown else "",
        url=request.build_absolute_uri(umkm.get_absolute_url()),
    )
    return as_vcard(card, f"{slugify(umkm.name) or umkm.pk}.vcf")


def has_card(umkm: Umkm) -> bool:
    """Whether the owner shows the number: a card without one would be of no use."""
    return PublicField.TELEPHONE in umkm.public_fields and bool(umkm.telephone)


def _seen(request, pk: int) -> Umkm:
    rows = Umkm.objects.visible_to(request.user).with_labels()
    return get_object_or_404(rows.filter(merged_into=None), pk=pk)


def as_pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def as_vcard(content: str, name: str) -> HttpResponse:
    response = HttpResponse(content.encode(), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
