"""Files of an UMKM: pictures of products for whoever sees the product, papers for its own people and officials."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kemitraan.papers import paper_response
from umkm.models import ProductPhoto, Umkm
from umkm.permissions import sees_private


@require_safe
def photo(request, pk, photo):
    umkm = get_object_or_404(Umkm.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(
        ProductPhoto.objects.select_related("product"), pk=photo, product__umkm=umkm
    )
    if not row.product.is_active and not sees_private(request.user, umkm):
        raise Http404
    response = FileResponse(row.image.open(), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=604800, immutable"
    return response


@require_safe
def certificate(request, pk, certificate):
    """The paper of a certificate. A PDF is offered to be saved and never opened within this site."""
    umkm = get_object_or_404(Umkm.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(umkm.certificates.select_related("kind"), pk=certificate)
    if not row.file or not sees_private(request.user, umkm):
        raise Http404
    return paper_response(row.file, f"{row.kind_id}-{row.pk}")
