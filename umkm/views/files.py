"""Files of an UMKM: pictures of products for whoever sees the product, papers for its own people and officials."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

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
    is_picture = row.file.name.endswith(".jpg")
    response = FileResponse(
        row.file.open(),
        content_type="image/jpeg" if is_picture else "application/pdf",
        as_attachment=not is_picture,
        filename=f"{row.kind_id}-{row.pk}{'.jpg' if is_picture else '.pdf'}",
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'"
    return response
