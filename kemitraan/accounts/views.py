"""Signing in and out, changing one's password, and the choice of what to register."""

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kemitraan.accounts.forms import SignInForm


class SignIn(views.LoginView):
    """`next` is followed only within this site."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(views.LogoutView):
    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        messages.success(request, _("Anda sudah keluar."))
        return response


class ChangePassword(SuccessMessageMixin, views.PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("desk")

    def get_success_message(self, cleaned_data):
        return _("Kata sandi sudah diganti.")


class Join(TemplateView):
    template_name = "accounts/join.html"
