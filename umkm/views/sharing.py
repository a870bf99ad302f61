"""A profile for somebody without an account: the link made, opened, withdrawn."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kemitraan.context import Portal
from kemitraan.form_fields import DayInput
from kemitraan.form_pages import show_errors
from kemitraan.pagination import PAGE_SIZE
from kemitraan.refusals import Refused, must
from kemitraan.verification import VerificationStatus
from umkm.models import ProductPhoto, PublicField, ShareLink, Umkm, UmkmMember
from umkm.permissions import may_share, owns_data
from umkm.profile_sheet import profile_sheet
from umkm.services.sharing import (
    LONGEST,
    LinkOver,
    count_look,
    find_link,
    share,
    what_it_shows,
    withdraw_link,
)
from umkm.views.taking import as_pdf

USUALLY = timedelta(days=30)


class ShareForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Terbuka sampai hari"),
        widget=DayInput,
        error_messages={"invalid": gettext_lazy("Pilih hari dari kalender.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("Untuk siapa atau apa (tidak wajib)"),
        help_text=gettext_lazy("Hanya untuk catatan Anda, supaya tautan mudah dikenali."),
        required=False,
        max_length=120,
    )
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("Yang ditampilkan lewat tautan ini"),
        help_text=gettext_lazy("Pilihan ini hanya berlaku untuk tautan ini."),
        choices=PublicField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, is_owner: bool, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["until"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + LONGEST).isoformat(),
        }
        if not is_owner:
            del self.fields["shown"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request, pk):
    """The form, and after it the link: it is shown this once, since the portal keeps only its fingerprint."""
    rows = Umkm.objects.visible_to(request.user).with_labels().prefetch_related("members")
    umkm = get_object_or_404(rows.filter(merged_into=None), pk=pk)
    must(may_share(request.user, umkm))
    is_owner = bool(owns_data(request.user, umkm))
    initial = {"until": timezone.localdate() + USUALLY, "shown": umkm.public_fields}
    form = ShareForm(
        request.POST if request.method == "POST" else None, initial=initial, is_owner=is_owner
    )
    shown, status = {"umkm": umkm, "form": form, "is_owner": is_owner}, 200
    if request.method == "POST" and form.is_valid():
        try:
            link, token = share(umkm, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status_code
        else:
            address = request.build_absolute_uri(reverse("umkm:shared", args=[token]))
            return render(
                request, "umkm/share_made.html", {"umkm": umkm, "link": link, "address": address}
            )
    return render(request, "umkm/share.html", shown, status=status)


@login_required
@require_safe
@never_cache
def mine(request):
    """The links that one has made, and those to one's own firm."""
    own = UmkmMember.objects.filter(user=request.user, role=UmkmMember.Role.OWNER).values("umkm")
    links = ShareLink.objects.filter(Q(made_by=request.user) | Q(umkm__in=own))
    page = Paginator(links.select_related("umkm", "made_by"), PAGE_SIZE)
    page, now = page.get_page(request.GET.get("page")), timezone.now()
    return render(
        request,
        "umkm/share_links.html",
        {"page": page, "links": [(link, link.is_in_force(now)) for link in page]},
    )


@login_required
@require_POST
def withdraw(request, pk):
    own = UmkmMember.objects.filter(user=request.user, role=UmkmMember.Role.OWNER).values("umkm")
    links = ShareLink.objects.filter(Q(made_by=request.user) | Q(umkm__in=own))
    withdraw_link(get_object_or_404(links, pk=pk), actor=request.user)
    messages.success(request, _("Tautan ditarik; tidak seorang pun dapat membukanya lagi."))
    return redirect("umkm:share-links")


# ── Opened by somebody without an account ────────────────────────────────────────────────────────────────────────────


def _through_link(view):
    """The view gets the link of the token; one that is over becomes a page that says so."""

    @require_safe
    def wrapper(request, token, **kwargs):
        try:
            link = find_link(token)
            if link is None:
                raise Http404
            response = view(request, token, link, **kwargs)
        except LinkOver as over:
            response = render(
                request, "umkm/link_over.html", {"message": over.message}, status=over.status_code
            )
        response["Cache-Control"] = "private, no-store"
        # The address is the key: it goes to no search engine and to no page that one clicks on.
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapper


@_through_link
def opened(request, token, link):
    if request.method == "GET" and request.user.pk != link.made_by_id:
        count_look(link)
    umkm, today = link.umkm, timezone.localdate()
    goods = umkm.products.filter(is_active=True)
    shown = what_it_shows(link)
    certificates = []
    if PublicField.CERTIFICATES in shown:
        certificates = umkm.certificates.valid_on(today).select_related("kind")
    return render(
        request,
        "umkm/shared.html",
        {
            "link": link,
            "token": token,
            "umkm": umkm,
            "shown": shown,
            "products": goods.select_related("unit", "cluster").prefetch_related("photos"),
            "certificates": certificates,
            "is_verified": umkm.status == VerificationStatus.VERIFIED,
            "may_edit": False,
        },
    )


@_through_link
def sheet(request, token, link):
    umkm = link.umkm
    content = profile_sheet(
        umkm,
        shown=what_it_shows(link),
        portal=Portal(request).name,
        address=request.build_absolute_uri(reverse("umkm:shared", args=[token])),
        today=timezone.localdate(),
    )
    return as_pdf(content, f"profil-{umkm.pk}.pdf")


@_through_link
def photo(_request, _token, link, photo):
    rows = ProductPhoto.objects.filter(product__umkm=link.umkm, product__is_active=True)
    row = get_object_or_404(rows, pk=photo)
    return FileResponse(row.image.open(), content_type="image/jpeg")
