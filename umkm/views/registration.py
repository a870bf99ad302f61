"""Stage 1: one page, a new account, and on to the profile; or an officer registers on the owner's behalf."""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kemitraan.form_pages import form_page
from umkm.forms import OfficerRegistrationForm, RegistrationForm
from umkm.models import Umkm
from umkm.permissions import may_verify
from umkm.services import register_umkm


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


def _profile_of(umkm: Umkm) -> str:
    return reverse("umkm:profile", args=[umkm.pk]) + "?baru=1"
