"""Refusals of the domain, and how a page says them; kemitraan.api.errors says them to machines.

Wrong state is 409, no right 403, bad data 400, a row that one may not see 404 (querysets leave it out).
"""

from django.shortcuts import render
from django.utils.translation import gettext as _


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
