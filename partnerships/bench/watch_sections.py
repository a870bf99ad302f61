"""A day's watch over thousands of MoU: what it makes, how long it takes, and the digests of that morning; all of it is taken back."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from investors.models import Company, CompanyMember
from kemitraan.accounts.models import Role, User
from kemitraan.post.models import Letter
from kemitraan.reference.models import Cluster, Village
from kemitraan.verification import VerificationStatus
from partnerships.bench.report import Figure, NotMeasured, Options, over, timed
from partnerships.models import (
    Contract,
    EntryStatus,
    Mou,
    MouMember,
    MouStatus,
    MouStatusChange,
    Notice,
    Side,
)
from partnerships.services.digest import send_digests
from partnerships.services.watch import watch
from umkm.models import Umkm, UmkmMember

MOUS, COMPANIES, OFFICERS = 5_000, 500, 3
#: A day on which much happens: the tenth of a quarter, when what was not entered is escalated.
TODAY = date(2026, 10, 10)
#: Notices that are also written one after the other, for comparison.
SAMPLE = 1_000


def watch_day(_options: Options) -> dict:
    """The first watch of a day, one that finds all known, and the digests; the peer writes row by row what is new."""
    at = timezone.make_aware(datetime.combine(TODAY, time(1)))
    with transaction.atomic():
        _make_market(at)
        _analyze()
        with CaptureQueriesContext(connection) as asked:
            first = timed(lambda: watch(now=at))
        made = Notice.objects.filter(made_at=at).count()
        again = timed(lambda: watch(now=at))
        one_by_one = _row_by_row() * made / SAMPLE
        _analyze()
        letters = Letter.objects.count()
        morning = at.replace(hour=settings.DIGEST_HOUR)
        digests = timed(lambda: send_digests(now=morning))
        letters = Letter.objects.count() - letters
        transaction.set_rollback(True)
    figures = [
        Figure("first watch", first, "s", over(first, get_or_create=one_by_one)),
        Figure("its queries", len(asked), ""),
        Figure("notices made", made, ""),
        Figure("again, all known", again, "s"),
        Figure("digests", digests, "s"),
        Figure("letters written", letters, ""),
    ]
    return {
        "on": {"MoU": MOUS, "companies": COMPANIES, "day": TODAY.isoformat()},
        "figures": [figure.as_dict() for figure in figures],
    }


def _analyze() -> None:
    """What autovacuum does in a database whose rows were not all made in this very transaction."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _row_by_row() -> float:
    """Seconds for SAMPLE notices, a query and a statement each."""
    sample = list(Notice.objects.order_by("pk")[:SAMPLE])

    def write() -> None:
        for row in sample:
            Notice.objects.get_or_create(
                person_id=row.person_id,
                code=row.code,
                subject=row.subject,
                mark=f"bench {row.mark}",
                defaults={"values": row.values, "url": row.url},
            )

    seconds = timed(write)
    Notice.objects.filter(mark__startswith="bench ").delete()
    return seconds


def _make_market(at: datetime) -> None:
    """Of ten MoU four are being prepared (for 1 to 20 days), six are live, five of them with a contract since July."""
    village = Village.objects.filter(district__regency=settings.REGENCY).first()
    cluster = Cluster.objects.first()
    if village is None or cluster is None:
        raise NotMeasured("there is no reference data here: manage.py load_reference")
    officers = _people(Role.PARTNERSHIP_OFFICER, OFFICERS)
    buyers, owners = _people(Role.COMPANY, COMPANIES), _people(Role.UMKM, MOUS)
    companies = Company.objects.bulk_create(
        Company(
            name=f"PT Bench {number}",
            capital=Company.Capital.PMDN,
            nib=f"{8_000_000_000_000 + number}",
            business="Bench",
            head_office="Klaten",
            contact_name="Bench",
            contact_email="bench@bench.example",
            contact_telephone="+6281200000000",
            status=VerificationStatus.VERIFIED,
            verified_at=at,
            consent_at=at,
        )
        for number in range(COMPANIES)
    )
    CompanyMember.objects.bulk_create(
        CompanyMember(company=company, user=user)
        for company, user in zip(companies, buyers, strict=True)
    )
    firms = Umkm.objects.bulk_create(
        Umkm(
            name=f"Bench {number}",
            owner_name="Bench",
            telephone="+6281200000000",
            cluster=cluster,
            village=village,
            status=VerificationStatus.VERIFIED,
            verified_at=at,
            consent_at=at,
        )
        for number in range(MOUS)
    )
    UmkmMember.objects.bulk_create(
        UmkmMember(umkm=firm, user=user) for firm, user in zip(firms, owners, strict=True)
    )
    mous = Mou.objects.bulk_create(_mou(number, companies, officers[0]) for number in range(MOUS))
    MouMember.objects.bulk_create(
        MouMember(mou=mou, umkm=firm, share_percent=100)
        for mou, firm in zip(mous, firms, strict=True)
    )
    MouStatusChange.objects.bulk_create(
        MouStatusChange(
            subject=mou,
            verb="open",
            target=mou.status,
            at=at - timedelta(days=1 + number % 20),
            announced_at=at,
        )
        for number, mou in enumerate(mous)
    )
    Contract.objects.bulk_create(
        Contract(
            mou=mou,
            document=f"PO-{number}",
            signed_on=mou.signed_on,
            starts_on=mou.starts_on,
            ends_on=mou.ends_on,
            value_rupiah=1_000_000,
            entered_by=officers[0],
            entered_side=Side.COMPANY,
            status=EntryStatus.CONFIRMED,
        )
        for number, mou in enumerate(mous)
        if mou.status == MouStatus.RUNNING
    )


def _mou(number: int, companies: list[Company], officer: User) -> Mou:
    mou = Mou(
        company=companies[number % COMPANIES],
        title=f"Bench {number}",
        pattern="rantai-pasok",
        potential_rupiah=1,
        created_by=officer,
    )
    if number % 10 < 4:
        return mou
    mou.status = MouStatus.SIGNED if number % 10 == 4 else MouStatus.RUNNING
    mou.number, mou.mou_rupiah = f"BENCH/{number}", 1_000_000
    mou.signed_on = mou.starts_on = date(2026, 6, 1)
    mou.ends_on = TODAY + timedelta(days=number % 400)
    return mou


def _people(role: str, count: int) -> list[User]:
    return User.objects.bulk_create(
        User(
            username=f"bench-{role}-{number}",
            full_name=f"Bench {number}",
            email=f"bench-{role}-{number}@bench.example",
            role=role,
        )
        for number in range(count)
    )
