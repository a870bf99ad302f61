"""A foreign company and a group of UMKM with a koperasi or KUB as coordinator: the largest partnership of the demo, running."""

from decimal import Decimal

from investors.models import Company
from kemitraan.verification import VerificationStatus
from partnerships.models import Mou, Suggestion, SuggestionStatus
from partnerships.services import mous, suggestions
from umkm.models import Umkm
from umkm.services import ask_membership, open_account

#: Shares of the members in percent; so many members the group has.
SHARES = (Decimal(45), Decimal(30), Decimal(25))
#: Days since the first meeting: two whole quarters have been delivered and paid.
BEGUN = 280


def play_group(story) -> None:
    """Nothing where no foreign company has enough suggestions (a very small demo)."""
    members = _members(story)
    coordinator = _coordinator(members)
    if coordinator is None:
        return
    if not coordinator.members.exists():
        open_account(coordinator, password=None, actor=story.verifier)
    buyer = story.buyer_of(members[0])
    pairs = [(row, story.owner_of(row)) for row in members]
    matched = []
    for row, owner in pairs:
        story.suggested(row, BEGUN + 7)
        suggestions.show_interest(row, actor=owner, now=story.ago(BEGUN + 4))
        matched.append(suggestions.show_interest(row, actor=buyer, now=story.ago(BEGUN + 3)))
        ask_membership(coordinator, row.umkm, actor=story.verifier, now=story.ago(BEGUN + 2))
    shares = {row.umkm_id: share for row, share in zip(members, SHARES, strict=True)}

    def divide(mou: Mou) -> Mou:
        return mous.set_shares(mou, shares, actor=story.officer, coordinator=coordinator)

    firms = [(row, owner) for row, (_before, owner) in zip(matched, pairs, strict=True)]
    story.partnership(firms, buyer, "running", BEGUN, divide)


def _members(story) -> list[Suggestion]:
    """The best three suggestions of one need of a foreign company that nobody has answered; single firms, each free so far."""
    rows = Suggestion.objects.filter(
        status=SuggestionStatus.SUGGESTED,
        need__company__capital=Company.Capital.PMA,
        umkm__form=Umkm.Form.SINGLE,
    ).with_labels()
    by_need: dict[int, list[Suggestion]] = {}
    for row in rows.order_by("-score", "pk"):
        found = by_need.setdefault(row.need_id, [])
        found.append(row)
        if len(found) == len(SHARES):
            return found
    return []


def _coordinator(members: list[Suggestion]) -> Umkm | None:
    """A group of the same cluster, with an account if one has it."""
    if not members:
        return None
    groups = Umkm.objects.filter(status=VerificationStatus.VERIFIED).exclude(form=Umkm.Form.SINGLE)
    own = groups.filter(cluster=members[0].umkm.cluster_id).order_by("pk").first()
    return own or groups.order_by("pk").first()
