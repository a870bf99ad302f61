"""Sleep, disputes with their case file, and what both sides say at the end."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.casefile import case_of, case_zip
from partnerships.models import (
    Dispute,
    DisputeStatus,
    EndReason,
    Evaluation,
    Mou,
    MouStatus,
    WatchRule,
)
from partnerships.services.disputes import change_dispute_status, open_dispute
from partnerships.services.endings import evaluate
from partnerships.services.mous import change_mou_status, put_to_sleep
from partnerships.watching import true_on
from tests import builders

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def state(mou) -> str:
    return Mou.objects.get(pk=mou.pk).status


# ── Sleep ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_asleep_after_so_many_days_and_woken_by_an_entry(confirmed_contract):
    WatchRule.objects.filter(code="mou_asleep").update(days=[100, 180])
    mou = confirmed_contract.mou
    assert put_to_sleep(now=NOW + timedelta(days=100)) == 0
    assert put_to_sleep(now=NOW + timedelta(days=101)) == 1
    assert put_to_sleep(now=NOW + timedelta(days=102)) == 0
    assert state(mou) == MouStatus.SLEEPING
    builders.make_realisation(confirmed_contract, now=NOW + timedelta(days=103))
    assert state(mou) == MouStatus.RUNNING
    assert [row.verb for row in mou.changes.all()][:2] == ["wake", "sleep"]


def test_who_books_does_not_sleep(confirmed_contract):
    builders.make_realisation(confirmed_contract, now=NOW + timedelta(days=60))
    assert put_to_sleep(now=NOW + timedelta(days=60 + 90)) == 0
    assert put_to_sleep(now=NOW + timedelta(days=60 + 91)) == 1


def test_nothing_sleeps_where_the_rule_is_stopped(signed_mou):
    WatchRule.objects.filter(code="mou_asleep").update(is_active=False)
    assert put_to_sleep(now=NOW + timedelta(days=300)) == 0
    assert state(signed_mou) == MouStatus.SIGNED


def test_officers_are_told_of_what_sleeps_and_again_later(signed_mou, officer):
    """The days that put it to sleep are those of the reminder."""
    today = signed_mou.signed_on
    put_to_sleep(now=NOW + timedelta(days=91))
    for days, told in ((90, []), (91, ["90"]), (181, ["180"])):
        marks = [
            thing.mark.partition(":")[0]
            for thing in true_on(today + timedelta(days=days))
            if thing.code == "mou_asleep_officer" and thing.person_id == officer.pk
        ]
        assert marks == told


def test_a_contract_wakes_a_signed_mou_that_slept(signed_mou, alice):
    put_to_sleep(now=NOW + timedelta(days=130))
    assert state(signed_mou) == MouStatus.SLEEPING
    builders.make_confirmed_contract(Mou.objects.get())
    assert state(signed_mou) == MouStatus.RUNNING


# ── Disputes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def dispute(confirmed_contract, alice):
    open_dispute(confirmed_contract.mou, actor=alice, note="Tiga faktur belum dibayar.")
    return Dispute.objects.get()


def test_any_side_opens_and_mediation_ends_it(dispute, officer, alice, buyer):
    mou = dispute.mou
    assert (state(mou), dispute.side) == (MouStatus.IN_DISPUTE, "umkm")
    with pytest.raises(WrongState):
        open_dispute(mou, actor=buyer, note="Kami juga.")
    for person in (alice, buyer):
        with pytest.raises(NotAllowed):
            change_dispute_status(dispute, "mediate", actor=person, note="x")
    with pytest.raises(Refused):
        change_dispute_status(dispute, "mediate", actor=officer, note=" ")
    change_dispute_status(dispute, "mediate", actor=officer, note="Bertemu 3 Maret.")
    change_dispute_status(dispute, "mediate", actor=officer, note="Bertemu lagi.")
    change_dispute_status(dispute, "resolve", actor=officer, note="Dibayar dua kali.")
    assert state(mou) == MouStatus.RUNNING
    assert Dispute.objects.get().status == DisputeStatus.RESOLVED


def test_without_a_contract_it_goes_back_to_signed(signed_mou, buyer, officer):
    open_dispute(signed_mou, actor=buyer, note="Tidak ada kabar.")
    change_dispute_status(Dispute.objects.get(), "resolve", actor=officer, note="Beres.")
    assert state(signed_mou) == MouStatus.SIGNED


def test_charlie_and_the_watchers_open_none(signed_mou, charlie, leader, auditor, verifier):
    for person in (charlie, leader, auditor, verifier):
        with pytest.raises(NotAllowed):
            open_dispute(signed_mou, actor=person, note="x")
    assert state(signed_mou) == MouStatus.SIGNED
    assert not Dispute.objects.exists()


def test_terminating_closes_what_nobody_handed_over(dispute, officer):
    change_mou_status(
        dispute.mou, "terminate", actor=officer, reason=EndReason.PAYMENT, note="Tidak dibayar"
    )
    dispute.refresh_from_db()
    assert dispute.status == DisputeStatus.RESOLVED


def test_the_case_file_has_parties_papers_entries_and_steps(dispute, officer, alice):
    builders.make_realisation(dispute.mou.contracts.get())
    change_dispute_status(dispute, "mediate", actor=officer, note="Bertemu 3 Maret.")
    case = case_of(dispute)
    assert [row["name"] for row in case["parties"]][1] == "Lurik Alice"
    assert case["papers"][0]["sha256"] == dispute.mou.papers.get().digest
    assert [row["kind"] for row in case["entries"]] == ["kontrak", "realisasi"]
    assert "Bertemu 3 Maret." in [row["note"] for row in case["steps"]]
    with ZipFile(BytesIO(case_zip(dispute))) as archive:
        assert json.loads(archive.read("perkara.json")) == case
        assert "Tiga faktur belum dibayar." in archive.read("perkara.txt").decode()
        assert case["papers"][0]["file"] in archive.namelist()


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("leader", 200), ("alice", 403), ("charlie", 404)]
)
@pytest.mark.parametrize("page", ["case", "case-file"])
def test_the_case_file_is_for_officials(client, dispute, request, who, status, page):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse(f"partnerships:{page}", args=[dispute.pk])).status_code == status


# ── Evaluation ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_both_sides_say_it_once(signed_mou, alice, buyer, officer, charlie):
    firm = signed_mou.members.get().umkm
    with pytest.raises(WrongState):
        evaluate(signed_mou, actor=buyer, rating=5, goes_on=True)
    mou = change_mou_status(signed_mou, "complete", actor=officer)
    evaluate(mou, actor=buyer, rating=4, goes_on=True)
    evaluate(mou, actor=alice, umkm=firm, rating=3, goes_on=False, note="Bayarnya lama")
    for again in ({"actor": buyer}, {"actor": officer, "umkm": firm}):
        with pytest.raises(ValidationError):
            evaluate(mou, rating=1, goes_on=True, **again)
    with pytest.raises(NotAllowed):
        evaluate(mou, actor=charlie, umkm=firm, rating=1, goes_on=True)
    assert [(row.side, row.rating) for row in Evaluation.objects.all()] == [
        ("company", 4),
        ("umkm", 3),
    ]
