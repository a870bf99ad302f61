"""Refusals of the domain, and how each door says them: a page with a sentence, or one JSON shape.

Wrong state is 409, no right 403, bad data 400, a row that one may not see 404 (querysets leave it out).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework import exceptions as api
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Refused(Exception):
    """The domain says no. `message` is a sentence in the reader's language; nothing was changed."""

    status_code = 400
    code = "refused"

    def __init__(self, message: str):
        super().__init__(message)
        self.message = str(message)


class NotAllowed(Refused):
    status_code = 403
    code = "not_allowed"


class WrongState(Refused):
    """The object has moved on (or another person was faster): look again before you decide."""

    status_code = 409
    code = "wrong_state"


def must(verdict) -> None:
    """Go on only when this Verdict allows it. Raises NotAllowed with its reason."""
    if not verdict:
        raise NotAllowed(verdict.reason)


def refusal_page(request, refusal: Refused):
    return render(
        request,
        "refused.html",
        {"refusal": refusal, "back": request.META.get("HTTP_REFERER", "")},
        status=refusal.status_code,
    )


class RefusalMiddleware:
    """A refusal that no view has caught becomes a page with its sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, _view, _args, _kwargs):
        """Filters of our own say themselves what they cannot search; those of the admin hand it on to the database."""
        sent = (value for values in request.GET.lists() for value in values[1])
        if request.resolver_match.namespace == "admin" and any("\x00" in value for value in sent):
            return refusal_page(request, Refused(_("Karakter null tidak dapat dicari.")))
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return refusal_page(request, exception)
        return None


def api_error(exception, context):
    """One shape for every error of the API.

    {"code": str, "message": str, "fields": {name: [sentence, ...]}}; `fields` only for bad data (400).
    """
    if isinstance(exception, Refused):
        return Response(
            {"code": exception.code, "message": exception.message}, exception.status_code
        )
    if isinstance(exception, ValidationError):
        exception = api.ValidationError(
            exception.message_dict
            if hasattr(exception, "error_dict")
            else {"non_field_errors": exception.messages}
        )
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, api.ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"": response.data}
        response.data = {
            "code": "invalid",
            "message": _("Ada isian yang belum benar."),
            "fields": fields,
        }
    elif isinstance(exception, Http404):
        response.data = {"code": "not_found", "message": _("Data itu tidak ditemukan.")}
    elif isinstance(exception, PermissionDenied):
        response.data = {"code": "not_allowed", "message": _("Anda tidak berhak melakukan ini.")}
    else:
        detail = response.data.get("detail", "")
        response.data = {"code": getattr(detail, "code", "error"), "message": str(detail)}
    return response
