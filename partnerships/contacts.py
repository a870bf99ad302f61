"""Names and numbers of the two sides, for people who may see them (permissions.may_see_contacts)."""

from dataclasses import dataclass

from investors.models import Company
from kemitraan.identifiers import show_telephone, whatsapp_link
from partnerships.models import Side, Suggestion
from partnerships.standing import Standing
from umkm.models import Umkm


@dataclass(frozen=True)
class Contact:
    firm: str
    person: str
    telephone: str  # E.164, for the tel: link
    email: str = ""

    @property
    def shown_telephone(self) -> str:
        return show_telephone(self.telephone)

    @property
    def whatsapp(self) -> str:
        return whatsapp_link(self.telephone)


def of_umkm(umkm: Umkm) -> Contact:
    return Contact(umkm.name, umkm.owner_name, umkm.telephone)


def of_company(company: Company) -> Contact:
    return Contact(
        company.name, company.contact_name, company.contact_telephone, company.contact_email
    )


def contacts_of(suggestion: Suggestion, standing: Standing) -> list[Contact]:
    """The other side's contact; both for officials."""
    side = standing.side_of(suggestion)
    both = {
        Side.COMPANY: of_company(suggestion.need.company),
        Side.UMKM: of_umkm(suggestion.umkm),
    }
    return [contact for owner, contact in both.items() if owner != side]
