"""Every error of the API in one shape: {"code": str, "message": str, "fields": {name: [sentence, ...]}}.

`message` is a sentence in the language of the request; `fields` stands only beside bad data (400).
"""

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    ValidationError,
)
from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions as api
from rest_framework.response import Response
from rest_framework.views import exception_handler

from kemitraan.refusals import Refused

#: Django's own refusals, as the API names them.
_NAMED = (
    (Http404, "not_found", gettext_lazy("Data itu tidak ditemukan.")),
    (api.NotFound, "not_found", gettext_lazy("Data itu tidak ditemukan.")),
    (
        api.Throttled,
        "throttled",
        gettext_lazy("Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."),
    ),
)


def api_error(exception, context):
    """What REST framework calls for whatever a view raises; None hands on what is a fault of ours."""
    if isinstance(exception, Refused):
        return Response(
            {"code": exception.code, "message": exception.message}, exception.status_code
        )
    if isinstance(exception, RequestDataTooBig):
        return _said(413, "too_large", _("Permintaan ini terlalu besar."))
    if isinstance(exception, IntegrityError) and _is_taken(exception):
        return _said(409, "conflict", _("Data yang sama baru saja dicatat. Baca lagi keadaannya."))
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
        response.data = {
            "code": "invalid",
            "message": _("Ada isian yang belum benar."),
            "fields": _by_field(response.data),
        }
        return response
    if isinstance(exception, PermissionDenied):
        response.data = {"code": "not_allowed", "message": _("Anda tidak berhak melakukan ini.")}
        return response
    for kind, code, message in _NAMED:
        if isinstance(exception, kind):
            response.data = {"code": code, "message": str(message)}
            return response
    detail = response.data.get("detail", "")
    response.data = {"code": getattr(detail, "code", "error"), "message": str(detail)}
    return response


def _said(status: int, code: str, message: str) -> Response:
    return Response({"code": code, "message": message}, status)


def _is_taken(error: IntegrityError) -> bool:
    """Another request was faster between the check and the write: its row is there already."""
    return getattr(error.__cause__, "pgcode", None) == "23505"  # unique_violation


def _by_field(errors, name: str = "") -> dict[str, list[str]]:
    """{"clusters": {0: ["No."]}} -> {"clusters.0": ["No."]}: however deep, sentences by the name of their field."""
    if isinstance(errors, dict):
        found: dict[str, list[str]] = {}
        for key, inner in errors.items():
            key = "non_field_errors" if key == NON_FIELD_ERRORS else str(key)
            found |= _by_field(inner, f"{name}.{key}" if name else key)
        return found
    if any(isinstance(error, dict | list) for error in errors):
        return _by_field({str(place): error for place, error in enumerate(errors) if error}, name)
    return {name or "non_field_errors": [str(error) for error in errors]}
