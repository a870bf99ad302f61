"""Registering an UMKM: one page, a new account, and on to the desk."""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kemitraan.form_pages import form_page
from umkm.forms import RegistrationForm
from umkm.services import register_umkm


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    if request.user.is_authenticated:
        messages.info(
            request, _("Anda sudah masuk. Keluar dahulu untuk mendaftarkan usaha orang lain.")
        )
        return redirect("desk")
    form = RegistrationForm(request.POST if request.method == "POST" else None)

    def save(**_given):
        umkm = register_umkm(form.registration(), account=form.account())
        login(request, umkm.members.select_related("user").get().user)
        return umkm

    return form_page(
        request,
        form,
        save,
        template="umkm/register.html",
        done="desk",
        message=_(
            "Pendaftaran diterima. Petugas Dinas Koperasi UKM memeriksa data Anda; hasilnya tampil di meja ini. "
            "Setelah terverifikasi, usaha Anda tampil di direktori dan dicocokkan dengan kebutuhan perusahaan."
        ),
    )
