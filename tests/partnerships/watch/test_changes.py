"""Changes of state as letters: who is told, and of those who has to do something now."""

import pytest
from django.utils import timezone, translation

from partnerships.models import Mou, Notice, Signatory
from partnerships.services.disputes import change_dispute_status
from partnerships.services.reported import change_report_status, invite_other_side
from partnerships.services.signatures import Party, sign
from partnerships.services.watch import tell_changes
from partnerships.wording.notices import sentence
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes():
    """codes(person): what this person was told by changes that nobody was told of before, in their order."""

    def tell(person) -> list[str]:
        tell_changes()
        rows = Notice.objects.filter(person=person).order_by("pk")
        return list(rows.values_list("code", flat=True))

    return tell


@pytest.fixture
def sides():
    """(mou that is to be signed, its buyer, its UMKM's owner)"""
    mou = builders.make_checked_mou()
    return mou, mou.company.members.get().user, mou.members.get().umkm.members.get().user


def test_who_has_the_next_step_of_an_mou_is_told_so(codes, sides, legal_officer):
    mou, buyer, owner = sides
    for person in (buyer, owner):
        assert codes(person).count("change_mou_ask") == 1
    sign(
        mou,
        actor=buyer,
        parties=[Party(Signatory.COMPANY)],
        signed_on=timezone.localdate(),
        upload=builders.pdf(),
    )
    # The owner still has to sign; the buyer, who has signed, is not told of the own signature.
    assert codes(owner).count("change_mou_ask") == 2
    assert codes(buyer).count("change_mou_ask") == 1


def test_a_draft_asks_the_legal_officer_and_tells_the_sides(codes, legal_officer, officer):
    mou = builders.make_mou()
    buyer = mou.company.members.get().user
    tell_changes()
    Mou.objects.update(status="legal_check")
    mou.changes.create(actor=officer, verb="submit", target="legal_check")
    assert codes(legal_officer) == ["change_mou_ask"]
    assert "change_mou" in codes(buyer)
    assert "change_mou_ask" not in codes(buyer)


def test_both_sides_read_each_step_of_the_mediation(codes, officer):
    mou = builders.make_quarrel()
    buyer, owner = mou.company.members.get().user, mou.members.get().umkm.members.get().user
    tell_changes()
    dispute = mou.disputes.get()
    change_dispute_status(dispute, "mediate", actor=officer, note="Kedua pihak bertemu.")
    for person in (buyer, owner):
        assert "change_dispute" in codes(person)
    told = Notice.objects.get(person=buyer, code="change_dispute")
    assert "Kedua pihak bertemu." in sentence(told.code, told.values)
    assert told.url.endswith("#sengketa")


def test_a_reported_partnership_asks_the_other_side_and_answers_who_reported(codes, officer):
    report, company = builders.make_report(), builders.make_verified_company()
    owner, buyer = report.reported_by, company.members.get().user
    report = invite_other_side(report, actor=officer, other=company)
    assert "change_report_ask" in codes(buyer)
    assert "change_report_ask" not in codes(owner)
    change_report_status(report, "deny", actor=buyer, note="Kami tidak mengenalnya.")
    assert "change_report" in codes(owner)


def test_a_partnership_that_sleeps_says_what_wakes_it():
    values = {"mou": "MOU/1", "company": "PT Satu", "status": "sleeping"}
    assert "catatan baru mengaktifkannya" in sentence("change_mou", values)
    assert "catatan baru" not in sentence("change_mou", values | {"status": "running"})


def test_an_entry_names_its_quarter_in_the_readers_language():
    values = {"entry": "PO-1 · Tenun Sri", "quarter": [2026, 3], "company": "PT Satu"}
    for language, said in (("id", "Triwulan 3 2026"), ("en", "Quarter 3 2026")):
        with translation.override(language):
            text = sentence("change_realisation_ask", values)
        assert f"PO-1 · Tenun Sri · {said}" in text
