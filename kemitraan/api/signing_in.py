"""Who asks: a token of another system, or the session of somebody who is signed in to the portal."""

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS

from kemitraan.api.models import ApiToken
from kemitraan.api.tokens import use_token


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer kmt_…`. A token that only reads is refused here, so that no view can forget to."""

    scheme = "Bearer"

    def authenticate(self, request):
        scheme, _space, secret = get_authorization_header(request).strip().partition(b" ")
        if scheme.lower() != self.scheme.lower().encode():
            return None
        token = use_token(secret.decode("latin-1").strip())
        if token is None:
            raise AuthenticationFailed(_("Token tidak dikenal, dicabut, atau kedaluwarsa."))
        if token.scope == ApiToken.Scope.READ and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("Token ini hanya untuk membaca."), code="read_only_token")
        return token.user, token

    def authenticate_header(self, request):
        return self.scheme


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": _("Token yang dibuat di halaman “Token API” portal ini."),
        }
