"""Before the signature: meetings, trials with their results, the draft and its legal check."""

from datetime import timedelta

import pytest
from django.utils import timezone

from investors.models import Company
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import EndReason, LegalCheck, Mou, MouStatus, TrialResult
from partnerships.services.mous import change_mou_status, set_shares
from partnerships.services.preparation import (
    check_draft,
    judge_trial,
    meet,
    order_trial,
    submit_draft,
)
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=14)


@pytest.fixture
def trial(mou, officer):
    return order_trial(mou, actor=officer, due_on=SOON, note="Sepuluh meter kain")


@pytest.fixture
def submitted(mou, officer):
    return submit_draft(builders.make_draft(mou), actor=officer, **builders.terms())


def state(mou) -> str:
    return Mou.objects.get(pk=mou.pk).status


# ── Meetings and trials ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_meeting_has_its_day_and_what_came_of_it(mou, officer):
    meet(mou, actor=officer, held_on=TODAY, place="Pendopo", note="Sepakat uji contoh.")
    with pytest.raises(Refused):
        meet(mou, actor=officer, held_on=TODAY + timedelta(days=1), note="besok")
    assert [(row.place, row.held_on) for row in mou.meetings.all()] == [("Pendopo", TODAY)]
    assert state(mou) == MouStatus.NEGOTIATION


def test_a_sample_is_mended_and_passes(trial, buyer, officer):
    outcomes = TrialResult.Outcome
    with pytest.raises(Refused):
        judge_trial(trial, actor=buyer, outcome=outcomes.TO_MEND)
    judge_trial(trial, actor=buyer, outcome=outcomes.TO_MEND, fixes="Warna luntur")
    with pytest.raises(Refused, match="belum lulus"):
        change_mou_status(trial, "draft", actor=officer)
    with pytest.raises(Refused, match="belum selesai"):
        order_trial(trial, actor=officer, due_on=SOON, note="lagi")
    judge_trial(trial, actor=buyer, outcome=outcomes.PASSED)
    with pytest.raises(WrongState):
        judge_trial(trial, actor=buyer, outcome=outcomes.FAILED, reason=EndReason.PRICE)
    assert [row.outcome for row in trial.trials.get().results.all()] == ["to_mend", "passed"]
    assert change_mou_status(trial, "draft", actor=officer).status == MouStatus.DRAFT


def test_a_failed_sample_says_why_and_another_may_follow(trial, buyer, officer):
    with pytest.raises(Refused):
        judge_trial(trial, actor=buyer, outcome=TrialResult.Outcome.FAILED)
    judge_trial(trial, actor=buyer, outcome=TrialResult.Outcome.FAILED, reason=EndReason.QUALITY)
    again = order_trial(trial, actor=officer, due_on=SOON, note="Benang lain")
    assert [order.verdict for order in again.trials.all()] == ["failed", ""]


def test_the_umkm_does_not_judge_its_own_sample(trial, alice, bob, charlie, verifier):
    for person in (alice, bob, charlie, verifier):
        with pytest.raises(NotAllowed):
            judge_trial(trial, actor=person, outcome=TrialResult.Outcome.PASSED)
    assert not TrialResult.objects.exists()


# ── Draft and legal check ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wrong",
    [{"ends_on": TODAY}, {"mou_rupiah": 0}, {"number": "   "}],
    ids=lambda wrong: "-".join(wrong),
)
def test_no_nonsense_is_checked(mou, officer, wrong):
    draft = builders.make_draft(mou)
    with pytest.raises(Refused):
        submit_draft(draft, actor=officer, **builders.terms() | wrong)
    draft.refresh_from_db()
    assert (draft.status, draft.number, draft.mou_rupiah) == (MouStatus.DRAFT, None, None)


def test_shares_that_are_not_the_whole_are_not_checked(mou, officer):
    draft = builders.make_draft(mou)
    draft.members.update(share_percent="99.99")
    with pytest.raises(Refused, match="100 %"):
        submit_draft(draft, actor=officer, **builders.terms())
    assert state(draft) == MouStatus.DRAFT


def test_a_number_is_used_once(signed_mou, officer):
    other = builders.make_draft()
    with pytest.raises(Refused):
        submit_draft(other, actor=officer, **builders.terms(number=signed_mou.number))
    assert state(other) == MouStatus.DRAFT


def test_the_legal_officer_checks_and_leads_nothing_else(submitted, officer, legal_officer):
    check_draft(submitted, actor=legal_officer, passes=False, note="Tambah pasal")
    assert state(submitted) == MouStatus.DRAFT
    with pytest.raises(NotAllowed):
        submit_draft(submitted, actor=legal_officer, **builders.terms())
    assert state(submitted) == MouStatus.DRAFT
    submit_draft(submitted, actor=officer, **builders.terms())
    check_draft(submitted, actor=legal_officer, passes=True, **builders.ALL_CLAUSES)
    assert state(submitted) == MouStatus.SIGNING
    assert LegalCheck.objects.filter(checked_by=legal_officer).count() == 2


def test_all_five_clauses_or_it_goes_back(submitted, officer):
    lacking = builders.ALL_CLAUSES | {"has_settlement": False}
    with pytest.raises(Refused, match="klausul"):
        check_draft(submitted, actor=officer, passes=True, **lacking)
    assert not LegalCheck.objects.exists()
    with pytest.raises(Refused):
        check_draft(submitted, actor=officer, passes=False, **lacking)  # without a note
    check_draft(submitted, actor=officer, passes=False, note="Tambah pasal", **lacking)
    assert state(submitted) == MouStatus.DRAFT
    check = LegalCheck.objects.get()
    assert (check.passed, check.checked_by, check.missing) == (
        False,
        officer,
        ["penyelesaian perselisihan"],
    )


def test_a_foreign_party_needs_two_languages(officer):
    company = builders.make_verified_company(capital=Company.Capital.PMA, country="JP")
    mou = builders.make_mou(builders.make_matched(builders.make_need(company)))
    submitted = submit_draft(builders.make_draft(mou), actor=officer, **builders.terms())
    one_language = builders.ALL_CLAUSES | {"is_bilingual": False}
    with pytest.raises(Refused, match="bahasa asing"):
        check_draft(submitted, actor=officer, passes=True, **one_language)
    assert state(mou) == MouStatus.LEGAL_CHECK
    check_draft(submitted, actor=officer, passes=True, **builders.ALL_CLAUSES)
    assert state(mou) == MouStatus.SIGNING


def test_parties_and_watchers_check_nothing(submitted, alice, buyer, charlie, leader, verifier):
    for person in (alice, buyer, charlie, leader, verifier):
        with pytest.raises(NotAllowed):
            check_draft(submitted, actor=person, passes=True, **builders.ALL_CLAUSES)
    assert state(submitted) == MouStatus.LEGAL_CHECK
    assert not LegalCheck.objects.exists()


def test_what_is_checked_is_not_divided_anew(submitted, officer):
    with pytest.raises(WrongState):
        set_shares(submitted, {submitted.members.get().umkm_id: 100}, actor=officer)


def test_a_koperasi_may_coordinate_without_being_a_member(mou, officer):
    koperasi, single = builders.make_umkm(form="koperasi"), builders.make_umkm()
    shares = {mou.members.get().umkm_id: 100}
    with pytest.raises(Refused):
        set_shares(mou, shares, actor=officer, coordinator=single)
    assert set_shares(mou, shares, actor=officer, coordinator=koperasi).coordinator == koperasi
