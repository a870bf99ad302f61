"""Each party signs on a kept paper; the last signature seals; what is sealed changes by signed amendments alone."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import (
    Amendment,
    AmendmentStatus,
    EndReason,
    Mou,
    MouMember,
    MouStatus,
    Paper,
    Signatory,
    Signature,
    SignedTerms,
)
from partnerships.services.amendments import withdraw_amendment, write_amendment
from partnerships.services.mous import change_mou_status, set_shares
from partnerships.services.signatures import (
    Party,
    missing_parties,
    redraft,
    sign,
    signing_parties,
)
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def checked(mou):
    return builders.make_checked_mou(mou)


@pytest.fixture
def pair_mou(need):
    """Two UMKM with one need, their MoU ready to be signed."""
    return builders.make_checked_mou(
        builders.make_mou(*(builders.make_matched(need) for _ in range(2)))
    )


def put(mou, actor, *parties, **given):
    given = {"signed_on": TODAY, "upload": builders.pdf()} | given
    return sign(mou, actor=actor, parties=parties, **given)


COMPANY = Party(Signatory.COMPANY)


# ── Signing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_signed_when_everybody_has_signed(pair_mou, officer, need):
    buyer = need.company.members.get().user
    first, second = (member.umkm for member in pair_mou.members.all())
    mou = put(pair_mou, buyer, COMPANY, signed_by="Ibu Direktur")
    assert (mou.status, mou.signed_on) == (MouStatus.SIGNING, None)
    mou = put(mou, first.members.get().user, Party(Signatory.UMKM, first))
    assert [party.umkm for party in missing_parties(mou)] == [second]
    earlier = TODAY - timedelta(days=3)
    mou = put(mou, officer, Party(Signatory.UMKM, second), signed_on=earlier)
    assert (mou.status, mou.signed_on) == (MouStatus.SIGNED, TODAY)
    terms = SignedTerms.objects.get()
    assert (terms.number, terms.mou_rupiah) == (mou.number, 100_000_000)
    assert terms.shares == [[first.pk, "50.00"], [second.pk, "50.00"]]
    assert [change.verb for change in mou.changes.all()][:2] == ["seal", "sign"]


def test_one_paper_with_all_signatures_is_kept_once(pair_mou, officer):
    mou = put(pair_mou, officer, *missing_parties(pair_mou), Party(Signatory.WITNESS))
    assert mou.status == MouStatus.SIGNED
    assert Paper.objects.count() == 1
    assert len(Paper.objects.get().digest) == 64
    assert Signature.objects.count() == 4


def test_the_coordinator_signs_for_all(pair_mou, officer):
    coordinator = builders.make_umkm(form="koperasi", with_account=True)
    Mou.objects.filter(pk=pair_mou.pk).update(coordinator=coordinator)
    mou = Mou.objects.get()
    head = coordinator.members.get().user
    assert [party.role for party in signing_parties(mou, head)] == [Signatory.COORDINATOR]
    put(mou, head, Party(Signatory.COORDINATOR, coordinator))
    assert put(mou, officer, COMPANY).status == MouStatus.SIGNED


def test_nobody_signs_twice_or_in_the_future(checked, officer, buyer):
    with pytest.raises(Refused, match="masa depan"):
        put(checked, officer, COMPANY, signed_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused):
        put(checked, officer)
    assert not Signature.objects.exists()
    put(checked, buyer, COMPANY)
    with pytest.raises(WrongState, match="sudah menandatangani"):
        put(checked, officer, COMPANY)
    assert Signature.objects.count() == 1
    assert checked.changes.filter(verb="sign").count() == 1


def test_each_signs_for_its_own_side(checked, alice, bob, buyer, charlie, leader, verifier):
    firm = Party(Signatory.UMKM, checked.members.get().umkm)
    for person, party in (
        (alice, COMPANY),
        (buyer, firm),
        (alice, Party(Signatory.WITNESS)),
        (charlie, firm),
        (leader, COMPANY),
        (verifier, firm),
    ):
        with pytest.raises(NotAllowed):
            put(checked, person, party)
    assert not Signature.objects.exists()
    assert not Paper.objects.exists()
    put(checked, bob, firm)
    assert Signature.objects.get().recorded_by == bob


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 half", b"<script>alert(1)</script>"])
def test_what_is_no_paper_is_no_signature(checked, officer, content):
    with pytest.raises(ValidationError):
        put(checked, officer, COMPANY, upload=SimpleUploadedFile("scan.pdf", content))
    assert not Signature.objects.exists()


def test_back_to_the_draft_the_old_signatures_are_void(checked, officer, buyer):
    put(checked, buyer, COMPANY)
    with pytest.raises(Refused):
        redraft(checked, actor=officer, note="")
    draft = redraft(checked, actor=officer, note="Harga keliru.")
    assert draft.status == MouStatus.DRAFT
    assert Signature.objects.get().void_at is not None
    again = builders.check_again(draft)
    assert len(missing_parties(again)) == 2
    put(again, buyer, COMPANY)


# ── Frozen ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_signed_is_frozen_for_services(signed_mou, officer):
    with pytest.raises(WrongState):
        set_shares(signed_mou, {signed_mou.members.get().umkm_id: 100}, actor=officer)
    for verb in ("draft", "cancel", "renegotiate"):
        with pytest.raises(WrongState):
            change_mou_status(signed_mou, verb, actor=officer, reason=EndReason.OTHER, note="x")
    with pytest.raises(WrongState):
        redraft(signed_mou, actor=officer, note="x")
    with pytest.raises(WrongState):
        put(signed_mou, officer, COMPANY)


@pytest.mark.parametrize(
    "change",
    [
        {"mou_rupiah": 1},
        {"number": "lain"},
        {"title": "lain"},
        {"ends_on": TODAY + timedelta(days=9)},
        {"starts_on": TODAY - timedelta(days=9)},
        {"signed_on": TODAY - timedelta(days=9)},
        {"status": "draft"},
        {"status": "cancelled"},
    ],
    ids=str,
)
def test_signed_is_frozen_for_the_database(signed_mou, change):
    before = Mou.objects.values().get()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Mou.objects.filter(pk=signed_mou.pk).update(**change)
    assert Mou.objects.values().get() == before


def test_parties_shares_and_papers_are_frozen_for_the_database(signed_mou):
    stranger = builders.make_umkm()

    def acts():
        yield lambda: MouMember.objects.update(share_percent=Decimal("50"))
        yield lambda: MouMember.objects.all().delete()
        yield lambda: signed_mou.members.create(umkm=stranger, share_percent=1)
        yield lambda: Paper.objects.update(digest="0" * 64)
        yield lambda: Signature.objects.update(signed_on=TODAY - timedelta(days=1))
        yield lambda: Signature.objects.all().delete()
        yield lambda: SignedTerms.objects.update(mou_rupiah=1)

    for act in acts():
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert MouMember.objects.get().share_percent == 100
    assert Signature.objects.count() == 2


# ── Amendments ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def later():
    return TODAY + timedelta(days=700)


@pytest.fixture
def amendment(signed_mou, officer, later):
    return write_amendment(
        signed_mou, actor=officer, why="Pesanan bertambah", ends_on=later, mou_rupiah=150_000_000
    )


def test_an_amendment_is_in_force_when_all_have_signed_again(
    signed_mou, amendment, officer, later, alice, buyer
):
    firm = Party(Signatory.UMKM, signed_mou.members.get().umkm)
    assert put(amendment, buyer, COMPANY).status == AmendmentStatus.SIGNING
    signed_mou.refresh_from_db()
    assert signed_mou.mou_rupiah == 100_000_000
    amended = put(amendment, alice, firm)
    signed_mou.refresh_from_db()
    assert (amended.status, amended.signed_on) == (AmendmentStatus.IN_FORCE, TODAY)
    assert (signed_mou.ends_on, signed_mou.mou_rupiah) == (later, 150_000_000)
    assert signed_mou.status == MouStatus.EXTENDED
    assert SignedTerms.objects.get().mou_rupiah == 100_000_000


def test_an_amendment_of_the_value_alone_does_not_extend(signed_mou, officer):
    amendment = write_amendment(signed_mou, actor=officer, why="Harga", mou_rupiah=90_000_000)
    put(amendment, officer, *missing_parties(signed_mou, amendment))
    signed_mou.refresh_from_db()
    assert (signed_mou.status, signed_mou.mou_rupiah) == (MouStatus.SIGNED, 90_000_000)


def test_shares_change_by_amendment(pair_mou, officer):
    mou = put(pair_mou, officer, *missing_parties(pair_mou))
    first, second = (member.umkm_id for member in mou.members.all())
    for wrong in ({first: Decimal(60), second: Decimal(30)}, {first: Decimal(100)}):
        with pytest.raises(Refused):
            write_amendment(mou, actor=officer, why="bagian", shares=wrong)
    assert not Amendment.objects.exists()
    shares = {first: Decimal("70.5"), second: Decimal("29.5")}
    amendment = write_amendment(mou, actor=officer, why="bagian", shares=shares)
    put(amendment, officer, *missing_parties(mou, amendment))
    assert {row.umkm_id: row.share_percent for row in mou.members.all()} == shares


def test_amendments_make_sense_and_wait_for_each_other(signed_mou, amendment, officer, alice):
    with pytest.raises(WrongState):
        write_amendment(signed_mou, actor=officer, why="lagi", mou_rupiah=1)
    with pytest.raises(NotAllowed):
        withdraw_amendment(amendment, actor=alice, note="x")
    withdraw_amendment(amendment, actor=officer, note="Batal")
    for nothing in ({}, {"ends_on": signed_mou.ends_on}, {"ends_on": signed_mou.starts_on}):
        with pytest.raises(Refused):
            write_amendment(signed_mou, actor=officer, why="x", **nothing)
    with pytest.raises(NotAllowed):
        write_amendment(signed_mou, actor=alice, why="x", mou_rupiah=5)
    assert Amendment.objects.get().status == AmendmentStatus.WITHDRAWN


def test_no_amendment_before_the_signature(checked, officer):
    with pytest.raises(WrongState):
        write_amendment(checked, actor=officer, why="x", mou_rupiah=5)
    assert not Amendment.objects.exists()


# ── Two at once ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_the_same_signature_one_is_told(officer):
    mou = builders.make_checked_mou()
    outcomes, together = [], Barrier(2)

    def act():
        try:
            together.wait(10)
            put(mou, officer, COMPANY)
            outcomes.append("signed")
        except WrongState:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["signed", "told"]
    assert Signature.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_two_signatures_at_once_seal_once(officer):
    mou = builders.make_checked_mou()
    firm = mou.members.get().umkm
    failures, together = [], Barrier(2)

    def act(party):
        try:
            together.wait(10)
            put(mou, officer, party)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [
        Thread(target=act, args=(party,)) for party in (COMPANY, Party(Signatory.UMKM, firm))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    mou.refresh_from_db()
    assert mou.status == MouStatus.SIGNED
    assert mou.changes.filter(verb="seal").count() == 1
