"""Four people for each MoU who all press at once: what they press, and whether anything was lost or done twice.

The acts are plain POSTs, so that the bench sends them to a real web server and a test through Django's client.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from investors.models import Company, CompanyMember
from investors.services import register_company
from kemitraan.accounts.models import Role, User
from kemitraan.reference.models import Cluster, Village
from kemitraan.verification import VerificationStatus
from partnerships.models import (
    Contract,
    ContractStatusChange,
    Dispute,
    Mou,
    MouStatus,
    Paper,
    Signature,
    SignedTerms,
)
from umkm.models import Umkm

#: How many people act on one MoU.
PEOPLE = 4


class Race(NamedTuple):
    """One MoU ready to be signed, with its buyer, its owner, and two officers."""

    mou: Mou
    umkm: Umkm
    buyer: User
    owner: User
    officers: tuple[User, User]


class Act(NamedTuple):
    """One press: who, where, what is typed, and whether a scan goes along."""

    user: User
    path: str
    fields: dict[str, str | list[str]]
    scan: bytes | None = None


def scan(text: str) -> bytes:
    return f"%PDF-1.4\n% {text}\nstartxref\n0\n%%EOF\n".encode()


# ── Before and after ─────────────────────────────────────────────────────────────────────────────────────────────────


def prepare(count: int) -> list[Race]:
    village = Village.objects.in_regency(settings.REGENCY).first()
    cluster = Cluster.objects.first()
    return [_race(number, village, cluster) for number in range(count)]


def _person(number: int, what: str, role: str) -> User:
    return User.objects.create(
        username=f"bench-race-{number}-{what}",
        full_name=f"Bench {number}",
        role=role,
        is_staff=role == Role.PARTNERSHIP_OFFICER,
    )


def _race(number: int, village, cluster) -> Race:
    today, now = timezone.localdate(), timezone.now()
    buyer, owner = _person(number, "buyer", Role.COMPANY), _person(number, "owner", Role.UMKM)
    officers = tuple(
        _person(number, f"officer-{place}", Role.PARTNERSHIP_OFFICER) for place in (1, 2)
    )
    company = register_company(
        account=None,
        name=f"PT Bench {number}",
        capital=Company.Capital.PMDN,
        country="ID",
        nib=f"{8_990_000_000_000 + number}",
        business="Bench",
        head_office="Klaten",
        contact_name="Bench",
        contact_email=f"bench{number}@race.example",
        contact_telephone=f"+62871000{number:05d}",
    )
    company.members.create(user=buyer, role=CompanyMember.Role.OWNER)
    umkm = Umkm.objects.create(
        name=f"Bench {number}",
        owner_name=f"Bench {number}",
        telephone=f"+62872000{number:05d}",
        cluster=cluster,
        village=village,
        status=VerificationStatus.VERIFIED,
        verified_at=now,
        consent_at=now,
    )
    umkm.members.create(user=owner, role="owner")
    mou = Mou.objects.create(
        company=company,
        title=f"Bench {number}",
        number=f"BENCH/{number}",
        pattern="subkontrak",
        potential_rupiah=100_000_000,
        mou_rupiah=100_000_000,
        starts_on=today,
        ends_on=today + timedelta(days=365),
        status=MouStatus.SIGNING,
        created_by=officers[0],
    )
    mou.members.create(umkm=umkm, share_percent=100)
    mou.changes.create(actor=officers[0], verb="open", target=mou.status)
    return Race(mou, umkm, buyer, owner, officers)


def take_away(races: Sequence[Race]) -> None:
    """All rows and files that a race made; frozen ones too, which only this knows to be nobody's agreement."""
    keys = [race.mou.pk for race in races]
    files = [paper.file for paper in Paper.objects.filter(mou__in=keys)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kemitraan.merging', 'on', true)")
        for rows in (Signature, Dispute, Contract, Paper, SignedTerms):
            rows.objects.filter(mou__in=keys).delete()
        Mou.objects.filter(pk__in=keys).delete()
    for file in files:
        file.storage.delete(file.name)
    Umkm.objects.filter(pk__in=[race.umkm.pk for race in races]).delete()
    Company.objects.filter(pk__in=[race.mou.company_id for race in races]).delete()
    User.objects.filter(username__startswith="bench-race-").delete()


# ── What they press ──────────────────────────────────────────────────────────────────────────────────────────────────


def _step(race: Race, verb: str) -> str:
    return reverse("partnerships:mou-step", args=[race.mou.pk, verb])


def signing(race: Race) -> list[Act]:
    """Everybody at once, and the officers what the parties sign themselves."""
    today, path = timezone.localdate().isoformat(), _step(race, "sign")
    firm = f"umkm-{race.umkm.pk}"
    wanted = (
        (race.buyer, ["company"]),
        (race.owner, [firm]),
        (race.officers[0], ["company"]),
        (race.officers[1], ["company", firm]),
    )
    return [
        Act(user, path, {"parties": parties, "signed_on": today}, scan(f"{race.mou.pk}"))
        for user, parties in wanted
    ]


def contracting(race: Race) -> list[Act]:
    """One and the same order, entered by all four."""
    today = timezone.localdate()
    path = reverse("partnerships:contract-new", args=[race.mou.pk])
    fields = {
        "kind": "order",
        "document": "PO-1",
        "value_rupiah": "50000000",
        "signed_on": today.isoformat(),
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=90)).isoformat(),
    }
    return [
        Act(race.buyer, path, fields),
        Act(race.owner, path, fields),
        Act(race.officers[0], path, fields | {"on_behalf_of": "company"}),
        Act(race.officers[1], path, fields | {"on_behalf_of": "umkm"}),
    ]


def confirming(race: Race) -> list[Act]:
    """Who may and who may not: one confirmation is enough."""
    contract = Contract.objects.filter(mou=race.mou).first()
    if contract is None:
        return []

    def path(verb: str) -> str:
        return reverse("partnerships:contract-step", args=[contract.pk, verb])

    note = {"note": "surat"}
    return [
        Act(race.buyer, path("confirm"), {}),
        Act(race.owner, path("confirm"), {}),
        *(Act(officer, path("confirm_on_behalf"), note) for officer in race.officers),
    ]


def ending(race: Race) -> list[Act]:
    """Both sides quarrel, one officer ends it, the other one calls it done."""
    note = {"note": "bench"}
    return [
        Act(race.buyer, _step(race, "dispute"), note),
        Act(race.owner, _step(race, "dispute"), note),
        Act(race.officers[0], _step(race, "terminate"), note | {"reason": "other"}),
        Act(race.officers[1], _step(race, "complete"), {}),
    ]


WAVES = (signing, contracting, confirming, ending)


# ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────────


def audit(races: Iterable[Race]) -> dict[str, int]:
    """{"broken": logs of which a move does not begin where the one before ended, or whose end is not the state; "twice": moves
    that happened more than once though they may not; "lost": signatures, contracts or confirmations that are not exactly one}.
    """
    found = {"broken": 0, "twice": 0, "lost": 0}
    for race in races:
        mou = Mou.objects.get(pk=race.mou.pk)
        moves = list(mou.changes.order_by("pk"))
        chain = all(
            later.source == earlier.target for earlier, later in zip(moves, moves[1:], strict=False)
        )
        found["broken"] += not (chain and moves[-1].target == mou.status)
        verbs = [move.verb for move in moves]
        found["twice"] += sum(
            verbs.count(verb) > 1 for verb in ("seal", "run", "dispute", "terminate", "complete")
        )
        found["twice"] += (
            ContractStatusChange.objects.filter(
                subject__mou=mou, verb__in=["confirm", "confirm_on_behalf"]
            ).count()
            > 1
        )
        roles = sorted(mou.signatures.filter(void_at=None).values_list("role", flat=True))
        found["lost"] += roles != ["company", "umkm"]
        found["lost"] += mou.contracts.confirmed().count() != 1
        found["lost"] += verbs.count("seal") != 1
    return found
