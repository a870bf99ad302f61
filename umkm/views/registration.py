"""Stage 1: one page, a new account, and on to the profile; or an officer registers on the owner's behalf."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kemitraan.form_pages import form_page
from umkm.forms import AccountForm, OfficerRegistrationForm, RegistrationForm
from umkm.models import Umkm
from umkm.permissions import may_verify
from umkm.services import open_account, register_umkm
from umkm.views.keeping import kept


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    officer = request.user if may_verify(request.user) else None
    if request.user.is_authenticated and officer is None:
        messages.info(
            request, _("Anda sudah masuk. Keluar dahulu untuk mendaftarkan usaha orang lain.")
        )
        return redirect("desk")
    form_class = RegistrationForm if officer is None else OfficerRegistrationForm
    form = form_class(request.POST if request.method == "POST" else None)

    def save(**_given):
        umkm = register_umkm(form.registration(), account=form.account(), actor=officer)
        if officer is None:
            login(request, umkm.members.select_related("user").get().user)
        return umkm

    return form_page(
        request,
        form,
        save,
        template="umkm/register.html",
        done=_profile_of,
        message=_("Pendaftaran diterima. Petugas memeriksa data ini; hasilnya tampil di sini."),
        is_officer=officer is not None,
    )


@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request, pk):
    """An officer gives the owner of a firm that he registered a way in of his own."""
    umkm = kept(request, pk)
    form = AccountForm(request.POST if request.method == "POST" else None, umkm=umkm)
    return form_page(
        request,
        form,
        partial(open_account, umkm, actor=request.user),
        template="umkm/account.html",
        done=reverse("umkm:profile", args=[umkm.pk]),
        message=_("Akun pemilik sudah dibuat. Ia masuk dengan nomor WhatsApp-nya."),
        umkm=umkm,
    )


def _profile_of(umkm: Umkm) -> str:
    return reverse("umkm:profile", args=[umkm.pk]) + "?baru=1"
