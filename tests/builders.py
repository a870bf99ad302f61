"""Makes what a test needs, through the same services as everybody else, with counted names instead of random ones.

Every builder takes overrides by the names of the model's fields; places, clusters, units and kinds also by their code:

    make_verified_umkm(cluster="batik", village="33.10.04.2005", products=[product(unit="lembar")])
"""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import F
from django.utils import timezone

from investors.models import Company, Need
from investors.services import change_company_status, post_need, register_company
from kemitraan.accounts.models import Role, User
from kemitraan.post.models import Letter
from kemitraan.post.services import post_letter
from kemitraan.reference.models import CertificateKind, Cluster
from partnerships.matching import Candidate
from partnerships.models import (
    Contract,
    Document,
    Event,
    GroupProposal,
    MatchRun,
    Mou,
    MouStatusChange,
    PartnershipProgramme,
    Realisation,
    ReportedPartnership,
    Scope,
    ShortlistEntry,
    Suggestion,
    SuggestionStatusChange,
)
from partnerships.models.preparation import CLAUSES
from partnerships.services import shortlists
from partnerships.services.amendments import write_amendment
from partnerships.services.disputes import open_dispute
from partnerships.services.documents import issue_document
from partnerships.services.events import invite
from partnerships.services.ledger import change_entry_status, enter_contract, enter_realisation
from partnerships.services.lists import write_candidates
from partnerships.services.mous import change_mou_status, equal_shares, open_mou
from partnerships.services.preparation import check_draft, submit_draft
from partnerships.services.reported import report_partnership
from partnerships.services.signatures import missing_parties, sign
from partnerships.services.suggestions import show_interest
from umkm.models import DataRequest, DuplicatePair, ImportRun, ShareLink, Umkm, UmkmMember
from umkm.services import (
    Registration,
    change_status,
    register_many,
    register_umkm,
    update_profile,
)
from umkm.services.imports import ask_import, perform_import
from umkm.services.personal import ask_for_erasure
from umkm.services.sharing import share

PASSWORD = "kunci-gudang-42"

_numbers = count(1)

#: Fields that a test names by code, and the model that the code belongs to.
_BY_CODE = {"cluster", "village", "unit", "kind", "delivery_district"}
_MANY_BY_CODE = {
    "clusters": Cluster,
    "required_certificates": CertificateKind,
    "preferred_certificates": CertificateKind,
}


def number() -> int:
    """The next number of this test run."""
    return next(_numbers)


def telephone() -> str:
    return f"+62812{number():08d}"


def nib() -> str:
    return f"{9_000_000_000_000 + number()}"


def _coded(fields: dict[str, Any]) -> dict[str, Any]:
    """Codes in the place of rows: {"cluster": "lurik"} -> {"cluster_id": "lurik"}."""
    return {
        f"{name}_id" if name in _BY_CODE and isinstance(value, str) else name: value
        for name, value in fields.items()
    }


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def make_account(role: str = "", **fields) -> User:
    """An account that signs in with PASSWORD; by its role alone it belongs to no firm and no company."""
    given = {"username": f"orang{number()}", "full_name": f"Orang {number()}", "role": role}
    account = User(**given | fields)
    account.is_staff = account.is_official
    account.set_password(PASSWORD)
    account.full_clean()
    account.save()
    return account


def make_official(role: str = Role.PARTNERSHIP_OFFICER, **fields) -> User:
    return make_account(role, **{"full_name": f"Petugas {number()}"} | fields)


def make_superuser(**fields) -> User:
    return make_account("", **{"is_superuser": True, "full_name": "Administrator"} | fields)


def _someone(role: str) -> User:
    """Any official with this role, for steps that a test does not look at."""
    return User.objects.filter(role=role).order_by("pk").first() or make_official(role)


# ── Supply ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def product(**fields) -> dict[str, Any]:
    """Fields of a product: 500 metres of lurik a month at Rp 50.000 to 75.000, of which nothing is promised."""
    given = {
        "name": f"Kain lurik {number()}",
        "cluster": "lurik",
        "unit": "meter",
        "capacity_month": 500,
        "price_min": 50_000,
        "price_max": 75_000,
    }
    return _coded(given | fields)


def certificate(**fields) -> dict[str, Any]:
    """Fields of a certificate that is valid for another year."""
    given = {
        "kind": CertificateKind.objects.order_by("position").first(),
        "number": f"S-{number()}",
        "expires_on": timezone.localdate() + timedelta(days=365),
    }
    return _coded(given | fields)


def registration(*, products=None, certificates=(), **firm) -> Registration:
    """What a firm brings: one product unless `products` says otherwise ([] is a firm without one)."""
    given = {
        "name": f"Tenun {number()}",
        "owner_name": f"Pemilik {number()}",
        "telephone": telephone(),
        "cluster": "lurik",
        "village": "33.10.03.2006",
    }
    return Registration(
        _coded(given | firm), [product()] if products is None else products, list(certificates)
    )


def make_umkm(*, with_account=False, actor=None, **given) -> Umkm:
    """A registered firm; `with_account` gives its owner an account (`firm.members.get().user`)."""
    brought = registration(**given)
    account = None
    if with_account:
        account = {"full_name": brought.firm["owner_name"], "password": PASSWORD}
    return register_umkm(brought, account=account, actor=actor)


def make_verified_umkm(**given) -> Umkm:
    return verify(make_umkm(**given))


def make_many_verified(*products: dict[str, Any], at: datetime | None = None) -> list[Umkm]:
    """A verified firm for each of these products, in few statements: for lists that are full."""
    brought = [registration(products=[row], cluster=row["cluster_id"]) for row in products]
    keys = register_many(brought, actor=None)
    Umkm.objects.filter(pk__in=keys).update(status="verified", verified_at=at or timezone.now())
    return list(Umkm.objects.filter(pk__in=keys).order_by("pk"))


def verify(umkm: Umkm) -> Umkm:
    return change_status(umkm, "verify", actor=_someone(Role.UMKM_OFFICER))


def add_helper(umkm: Umkm, user: User) -> UmkmMember:
    return umkm.members.create(user=user, role=UmkmMember.Role.HELPER)


#: A number of somebody who was born in Klaten on 17 August 1985.
NIK = "3310031708850001"


def csv_of(*rows: dict[str, Any]) -> bytes:
    """A spreadsheet of these rows, by the headers that officials write; what a row does not name is usual."""
    usual = {
        "Nama Usaha": "Tenun Baru",
        "Nama Pemilik": "Pemilik Baru",
        "No HP": "081200009999",
        "Desa": "Melikan",
        "Kecamatan": "Wedi",
        "Klaster": "lurik",
        "Produk": "Kain lurik",
        "Satuan": "meter",
    }
    rows = [{**usual, **row} for row in rows]
    headers = list(dict.fromkeys(name for row in rows for name in row))
    lines = [headers, *([str(row.get(name, "")) for name in headers] for row in rows)]
    return "\n".join(";".join(line) for line in lines).encode()


def make_import(*rows: dict[str, Any], actor: User | None = None, **given) -> ImportRun:
    """A spreadsheet that was checked and waits to be written."""
    actor = actor or _someone(Role.UMKM_OFFICER)
    run = ask_import(csv_of(*(rows or ({},))), "data.csv", actor=actor, **given)
    perform_import(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def make_pair() -> DuplicatePair:
    """Two firms of one person with one name, waiting to be looked at."""
    same = {"name": "Batik Sri Asih", "owner_name": "Sri Asih", "nik": "3310035708850002"}
    first, _second = make_umkm(**same), make_umkm(**same)
    return DuplicatePair.objects.get(first=first)


def make_data_request(umkm: Umkm | None = None) -> DataRequest:
    """The owner of a firm asks that its data be erased."""
    umkm = umkm or make_umkm(with_account=True)
    return ask_for_erasure(umkm, actor=umkm.members.get(role="owner").user)


# ── Demand ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def make_company(*, with_account=True, **given) -> Company:
    """A registered company; its first person is `company.members.get().user`."""
    fields = {
        "name": f"PT Sinar {number()}",
        "capital": Company.Capital.PMDN,
        "country": "ID",
        "nib": nib(),
        "business": "Perhotelan",
        "head_office": "Klaten",
        "contact_name": f"Pembeli {number()}",
        "contact_email": f"pembeli{number()}@sinar.example",
        "contact_telephone": telephone(),
    } | given
    account = {"full_name": fields["contact_name"], "password": PASSWORD} if with_account else None
    return register_company(account=account, **fields)


def make_verified_company(**given) -> Company:
    officer = _someone(Role.PARTNERSHIP_OFFICER)
    return change_company_status(make_company(**given), "verify", actor=officer)


def make_need(company: Company | None = None, *, actor: User | None = None, **given) -> Need:
    """A need of a verified company: open, 1,000 metres of lurik a month for a year from two months on."""
    company = company or make_verified_company()
    today = timezone.localdate()
    fields = {
        "title": f"Kain seragam {number()}",
        "text": "Kain lurik tenun tangan untuk seragam hotel.",
        "category": "uniform",
        "clusters": ["lurik"],
        "unit": "meter",
        "volume_month": 1_000,
        "price_ceiling": 80_000,
        "first_delivery": today + timedelta(days=60),
        "pattern": "rantai-pasok",
        "valid_until": today + timedelta(days=90),
    } | given
    for name, model in _MANY_BY_CODE.items():
        if name in fields:
            fields[name] = [
                model.objects.get(pk=row) if isinstance(row, str) else row for row in fields[name]
            ]
    return post_need(company, actor=actor or _someone(Role.PARTNERSHIP_OFFICER), **_coded(fields))


# ── Post ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def make_letter(address: str = "alice@example.org", **fields) -> Letter:
    """A letter that waits to be sent."""
    given = {
        "key": f"invitation:{number()}",
        "kind": "invitation",
        "subject": "Undangan",
        "body": "Silakan masuk.",
    }
    return post_letter(address=address, **given | fields)


# ── Where they meet ──────────────────────────────────────────────────────────────────────────────────────────────────


def make_candidate(umkm: Umkm, **fields) -> Candidate:
    """What the engine says of one UMKM, without asking it."""
    given = {
        "umkm_id": umkm.pk,
        "product_id": umkm.products.values_list("pk", flat=True).first(),
        "score": 80.0,
        "company_score": 75.0,
        "umkm_score": 85.0,
        "parts": {},
        "reasons": (),
        "gaps": (),
    }
    return Candidate(**given | fields)


def make_run(need: Need) -> MatchRun:
    """A run of its own, also beside one that is queued."""
    run = MatchRun.objects.create(kind=MatchRun.Kind.NEED, total=1)
    run.need_matches.create(need=need)
    return run


def make_suggestion(need: Need | None = None, umkm: Umkm | None = None, **candidate) -> Suggestion:
    """A suggestion that nobody has answered yet."""
    need, umkm = need or make_need(), umkm or make_verified_umkm()
    found = make_candidate(umkm, **candidate)
    write_candidates(need.pk, [found], run=make_run(need), complete=False)
    return Suggestion.objects.get(need=need, umkm=umkm)


def make_matched(need: Need | None = None, umkm: Umkm | None = None, **candidate) -> Suggestion:
    """A suggestion that both sides have answered with interest; both must have people."""
    umkm = umkm or make_verified_umkm(with_account=True)
    suggestion = make_suggestion(need, umkm, **candidate)
    for people in (suggestion.umkm.members, suggestion.need.company.members):
        suggestion = show_interest(suggestion, actor=people.order_by("pk").first().user)
    return suggestion


def make_group(need: Need, *firms: Umkm, percents=None, **fields) -> GroupProposal:
    """A proposed group of these UMKM (two new ones without any) that carries the whole need in equal shares."""
    firms = firms or (make_verified_umkm(with_account=True), make_verified_umkm(with_account=True))
    percents = percents or equal_shares(len(firms))
    factor = float(need.unit.factor)
    given = {
        "cluster_id": "lurik",
        "unit_id": need.unit.base_id or need.unit_id,
        "volume_month": need.volume_month * factor,
        "cover_percent": 100,
        "radius_km": 4.2,
    }
    group = GroupProposal.objects.create(need=need, **given | fields)
    for umkm, percent in zip(firms, percents, strict=True):
        group.shares.create(
            umkm=umkm,
            product=umkm.products.first(),
            quantity_month=float(percent) / 100 * group.volume_month,
            share_percent=percent,
            score=71,
        )
    group.changes.create(verb="propose", target=group.status)
    return group


def make_entry(umkm: Umkm | None = None, company: Company | None = None) -> ShortlistEntry:
    """An UMKM on the shortlist of a company."""
    company = company or make_verified_company()
    buyer = company.members.order_by("pk").first().user
    return shortlists.add(umkm or make_verified_umkm(), actor=buyer).entry


def make_mou(*suggestions: Suggestion) -> Mou:
    """An MoU in negotiation about matched suggestions of one need."""
    return open_mou(suggestions or [make_matched()], actor=_someone(Role.PARTNERSHIP_OFFICER))


def make_draft(mou: Mou | None = None) -> Mou:
    return change_mou_status(mou or make_mou(), "draft", actor=_someone(Role.PARTNERSHIP_OFFICER))


def terms(**given) -> dict[str, Any]:
    """Number, term and value of a draft: from today for a year, worth Rp 100 million."""
    today = timezone.localdate()
    return {
        "number": f"MOU/{number()}",
        "starts_on": today,
        "ends_on": today + timedelta(days=365),
        "mou_rupiah": 100_000_000,
    } | given


#: The answers of a legal check that finds everything.
ALL_CLAUSES = dict.fromkeys([*CLAUSES, "is_bilingual"], True)


def make_checked_mou(mou: Mou | None = None, **given) -> Mou:
    """Its draft has passed the legal check; nobody has signed yet."""
    return check_again(make_draft(mou), **given)


def check_again(draft: Mou, **given) -> Mou:
    """A draft with its terms passes the legal check."""
    officer = _someone(Role.PARTNERSHIP_OFFICER)
    mou = submit_draft(draft, actor=officer, **terms(**given))
    return check_draft(mou, actor=officer, passes=True, **ALL_CLAUSES)


def pdf(text: str = "") -> SimpleUploadedFile:
    """A PDF as small as can be; another text is another file."""
    content = f"%PDF-1.4\n% {text or number()}\nstartxref\n0\n%%EOF\n"
    return SimpleUploadedFile("scan.pdf", content.encode(), "application/pdf")


def make_signed_mou(mou: Mou | None = None, *, signed_on: date | None = None, **given) -> Mou:
    """Signed today by all parties on one paper, for a year, worth Rp 100 million."""
    mou = make_checked_mou(mou, **given)
    return sign(
        mou,
        actor=_someone(Role.PARTNERSHIP_OFFICER),
        parties=missing_parties(mou),
        signed_on=signed_on or timezone.localdate(),
        upload=pdf(),
    )


def make_quarrel() -> Mou:
    """A signed MoU in dispute, with an amendment that was still to be signed."""
    officer = _someone(Role.PARTNERSHIP_OFFICER)
    mou = make_signed_mou()
    write_amendment(mou, actor=officer, why="Harga naik", mou_rupiah=110_000_000)
    return open_dispute(mou, actor=officer, note="Belum dibayar.")


def make_report() -> ReportedPartnership:
    """An UMKM reports a partnership that runs already."""
    umkm = make_umkm(with_account=True)
    return report_partnership(
        actor=umkm.members.get().user,
        reporter=umkm,
        other_name="PT Sinar",
        what="Seragam karyawan",
        pattern="subkontrak",
        since=timezone.localdate() - timedelta(days=700),
        value_rupiah=250_000_000,
    )


def let_signed_rows_move() -> None:
    """For a test that needs an MoU of another day: until its transaction ends nothing is frozen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kemitraan.merging', 'on', true)")


def make_programme(**fields) -> PartnershipProgramme:
    """A national drive of today."""
    given = {
        "name": f"Program {number()}",
        "held_on": timezone.localdate(),
        "scope": Scope.NATIONAL,
        "source": "Siaran pers",
    }
    return PartnershipProgramme.objects.create(**given | fields)


def let_time_pass(mou: Mou, *, days: int) -> None:
    """All that was done with an MoU, and with the suggestions that it came from, was done so many days earlier."""
    let_signed_rows_move()
    back = timedelta(days=days)
    Mou.objects.filter(pk=mou.pk).update(
        created_at=F("created_at") - back,
        signed_on=F("signed_on") - back,
        starts_on=F("starts_on") - back,
    )
    pairs = mou.members.values("suggestion")
    for log, subjects in ((MouStatusChange, [mou.pk]), (SuggestionStatusChange, pairs)):
        log.objects.filter(subject__in=subjects).update(at=F("at") - back)


def grow(umkm: Umkm, *sales: int) -> Umkm:
    """Its owner states these yearly sales, one after the other."""
    for amount in sales:
        umkm = update_profile(umkm, actor=_someone(Role.UMKM_OFFICER), yearly_sales_rupiah=amount)
    return umkm


def make_contract(mou: Mou | None = None, *, actor: User | None = None, **fields) -> Contract:
    """Entered by the company (or `actor`), and not confirmed yet."""
    mou = mou or make_signed_mou()
    given = {
        "kind": Contract.Kind.ORDER,
        "document": f"PO-{number()}",
        "signed_on": mou.signed_on,
        "starts_on": mou.starts_on,
        "ends_on": mou.ends_on,
        "value_rupiah": 40_000_000,
    }
    return enter_contract(mou, actor=actor or _person_of_company(mou), **given | fields)


def make_confirmed_contract(mou: Mou | None = None, **fields) -> Contract:
    """Entered by the company, confirmed by the first UMKM of the MoU."""
    contract = make_contract(mou, **fields)
    return change_entry_status(contract, "confirm", actor=_person_of_umkm(contract.mou))


def make_realisation(contract: Contract | None = None, **fields) -> Realisation:
    """What the first UMKM delivered in the running quarter, as the company entered it."""
    contract = contract or make_confirmed_contract()
    today = timezone.localdate()
    given = {
        "umkm": contract.mou.members.order_by("pk").first().umkm,
        "actor": _person_of_company(contract.mou),
        "year": today.year,
        "quarter": quarter(today),
        "volume": 100,
        "value_rupiah": 5_000_000,
        "document": f"INV-{number()}",
    }
    return enter_realisation(contract, **given | fields)


def make_document(mou: Mou | None = None, **given) -> Document:
    """The numbered document of an MoU, with a QR code to nobody's address."""
    given = {
        "actor": _someone(Role.PARTNERSHIP_OFFICER),
        "portal": "Kemitraan",
        "address": lambda code: f"https://x.example/{code}",
    } | given
    return issue_document(mou or make_mou(), **given)


def make_share_link(umkm: Umkm, *, actor: User, days: int = 7, **given) -> tuple[ShareLink, str]:
    """A link to a profile that opens for so many days, and its token."""
    return share(umkm, actor=actor, until=timezone.localdate() + timedelta(days=days), **given)


def quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1


def _person_of_company(mou: Mou) -> User:
    return mou.company.members.order_by("pk").first().user


def _person_of_umkm(mou: Mou) -> User:
    return mou.members.order_by("pk").first().umkm.members.order_by("pk").first().user


# ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def make_event(
    *, status: str = "announced", in_days: float = 10, hours: float = 3, **fields
) -> Event:
    """A business gathering with four tables, ten days from now."""
    starts_at = timezone.now() + timedelta(days=in_days)
    given = {
        "kind": "business",
        "title": f"Temu bisnis {number()}",
        "place": "Pendopo Kabupaten",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=hours),
        "tables": 4,
        "slot_minutes": 20,
        "created_by": _someone(Role.PARTNERSHIP_OFFICER),
    }
    event = Event.objects.create(**given | fields, status=status)
    event.changes.create(actor=event.created_by, verb="write", target=status)
    return event


def make_invited(event: Event, *parties) -> None:
    invite(
        event,
        actor=_someone(Role.PARTNERSHIP_OFFICER),
        companies=[row for row in parties if isinstance(row, Company)],
        firms=[row for row in parties if isinstance(row, Umkm)],
    )
