"""What demand writes to people, in the language of each."""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from investors.models import Invitation
from kemitraan.accounts.models import User
from kemitraan.reference.models import Regency


def invitation_letter(invitation: Invitation, link: str, *, inviter: User) -> tuple[str, str]:
    """(subject, body) in the language of the invitation."""
    with translation.override(invitation.language):
        facts = {
            "company": invitation.company.name,
            "place": Regency.objects.get(code=settings.REGENCY).full_name,
            "inviter": inviter.full_name,
            "role": invitation.get_role_display(),
            "until": date_format(localtime(invitation.expires_at), "j F Y, H.i"),
            "link": link,
        }
        subject = _("%(company)s mengundang Anda ke portal kemitraan %(place)s") % facts
        body = (
            _(
                "%(inviter)s mengundang Anda bekerja untuk %(company)s di portal kemitraan %(place)s sebagai %(role)s.\n\n"
                "Buka tautan ini untuk bergabung. Tautan hanya dapat dipakai satu kali, sampai %(until)s:\n\n"
                "%(link)s\n\n"
                "Jangan teruskan surat ini: siapa yang memegang tautannya dapat bergabung. "
                "Bila Anda tidak mengenal pengirimnya, abaikan saja; tidak terjadi apa-apa."
            )
            % facts
        )
    return subject, body


def invitation_message(invitation: Invitation, link: str) -> str:
    """The short form that the owner sends by WhatsApp."""
    with translation.override(invitation.language):
        return _("Undangan bekerja untuk %(company)s di portal kemitraan: %(link)s") % {
            "company": invitation.company.name,
            "link": link,
        }
