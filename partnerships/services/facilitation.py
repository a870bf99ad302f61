"""A gap that the matcher found becomes a request to the office that helps to close it."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from partnerships.helpdesk import HelpDesk
from partnerships.models import Suggestion
from partnerships.permissions import answers_for_umkm
from partnerships.standing import Standing
from partnerships.wording import told
from umkm.models import FacilitationRequest
from umkm.services import request_facilitation


@transaction.atomic
def ask_help_with_gap(
    suggestion: Suggestion, code: str, service: str, *, actor: User
) -> FacilitationRequest:
    """The UMKM asks for a service because of its gaps (or changes) of this code, which the office reads as a sentence; asked
    once more while it is open, the open one is returned.

    Raises NotAllowed, Refused; WrongState when the suggestion says nothing of the kind any more.
    """
    must(answers_for_umkm(actor, suggestion))
    desk = HelpDesk(Standing(actor))
    facts = [
        fact
        for fact in (*suggestion.gaps, *suggestion.what_ifs)
        if fact["code"] == code and service in {row.pk for row in desk.services(fact)}
    ]
    if not facts:
        raise WrongState(_("Saran ini sudah berubah. Muat ulang halaman."))
    with override(settings.LANGUAGE_CODE):  # the office's language, whatever the owner reads
        because = " ".join(told(fact).text for fact in facts)
    return request_facilitation(suggestion.umkm, service, actor=actor, because=because[:1000])
