"""The page behind the link of an invitation: it says who invites for what, and lets one join."""

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from investors.forms import JoinForm
from investors.models import Invitation
from investors.services import accept_invitation
from investors.services.people import find_invitation, standing_refusal
from kemitraan.accounts.models import User
from kemitraan.form_pages import form_page


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Whoever has not chosen a language reads the page in that of the invitation."""
    found = find_invitation(token)
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    if found is None or chosen:
        return _page(request, token, found)
    with translation.override(found.language):
        request.LANGUAGE_CODE = found.language
        response = _page(request, token, found)
    response.headers["Content-Language"] = found.language
    if response.status_code == 302:  # joined: the next pages speak it too
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            found.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response


def _page(request, token: str, found: Invitation | None):
    sentence = (
        _("Undangan ini tidak dikenal. Tautannya mungkin terpotong, atau sudah diganti yang baru.")
        if found is None
        else standing_refusal(found)
    )
    if sentence:
        context = {"sentence": sentence, "invitation": found}
        status = 404 if found is None else 410
        return render(request, "investors/invitation_over.html", context, status=status)
    user = request.user if request.user.is_authenticated else None
    is_other = user is not None and user.email.lower() != found.email.lower()
    has_account = user is None and User.objects.filter(email__iexact=found.email).exists()
    posted = request.POST if request.method == "POST" else None
    form = None
    if not is_other and not has_account:
        form = forms.Form(posted) if user else JoinForm(posted, email=found.email)
    context = {"invitation": found, "is_other": is_other, "has_account": has_account}
    if form is None:
        status = 403 if posted is not None else 200
        return render(request, "investors/invitation.html", context, status=status)

    def join(**given):
        member = accept_invitation(token, user=user, **given)
        if user is None:
            login(request, member.user)
        return member

    return form_page(
        request,
        form,
        join,
        template="investors/invitation.html",
        done=lambda member: member.company,
        message=_("Selamat datang. Anda sekarang bekerja untuk perusahaan ini."),
        **context,
    )
