"""What ends, what each quarter asks for, what sleeps, and the queues of the officials."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from investors.models import CommitmentLetter
from kemitraan.accounts.models import Office, Role
from kemitraan.verification import VerificationStatus
from partnerships.models import Contract, Mou, Notice
from partnerships.services.watch import watch
from tests import builders
from umkm.models import FacilitationRequest, Umkm
from umkm.services import request_facilitation
from umkm.services.expiry import note_expiring_certificates

pytestmark = pytest.mark.django_db


def at(year, month, day):
    return timezone.make_aware(datetime(year, month, day, 6))


def people_of(mou):
    return mou.members.get().umkm.members.get().user, mou.company.members.get().user


def test_the_end_of_an_mou_is_told_90_60_and_30_days_before(officer, told):
    mou = builders.make_signed_mou()
    umkm, buyer = people_of(mou)
    ends = mou.ends_on
    for left, step in (
        (91, []),
        (90, ["90"]),
        (61, ["90"]),
        (60, ["60"]),
        (30, ["30"]),
        (0, ["30"]),
    ):
        moment = timezone.now() + timedelta(days=(ends - timezone.localdate()).days - left)
        watch(now=moment)
        for person, code in (
            (umkm, "mou_ending"),
            (buyer, "mou_ending"),
            (officer, "mou_ending_officer"),
        ):
            assert told(person, code) == step, (left, code)


def test_an_mou_that_was_extended_is_told_of_its_new_end(told):
    mou = builders.make_signed_mou()
    umkm, _buyer = people_of(mou)
    moment = timezone.now() + timedelta(days=300)
    watch(now=moment)
    assert told(umkm, "mou_ending") == ["90"]
    builders.let_signed_rows_move()
    Mou.objects.filter(pk=mou.pk).update(ends_on=mou.ends_on + timedelta(days=365))
    watch(now=moment)
    assert told(umkm, "mou_ending") == []


def test_a_contract_that_ends_before_its_mou(told):
    contract = builders.make_confirmed_contract()
    umkm, _buyer = people_of(contract.mou)
    moment = timezone.now() + timedelta(days=340)
    watch(now=moment)
    assert told(umkm, "contract_ending") == []  # the MoU's reminder says it
    Contract.objects.update(ends_on=contract.ends_on - timedelta(days=5))
    watch(now=moment)
    assert told(umkm, "contract_ending") == ["30"]


@pytest.fixture
def running(officer):
    """A contract that ran through the third quarter of 2026, of which nothing is entered."""
    contract = builders.make_confirmed_contract()
    builders.let_signed_rows_move()
    Mou.objects.update(starts_on=date(2026, 7, 1), signed_on=date(2026, 7, 1))
    Contract.objects.update(starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30))
    Mou.objects.update(ends_on=date(2027, 12, 31))
    return Contract.objects.get(pk=contract.pk)


def test_each_quarter_calls_and_escalates_on_day_10_and_15(running, officer, told):
    umkm, buyer = people_of(running.mou)
    for day, parties, escalated in (
        (1, ["1"], []),
        (9, ["1"], []),
        (10, ["10"], ["10"]),
        (15, ["15"], ["15"]),
        (28, ["15"], ["15"]),
    ):
        watch(now=at(2026, 10, day))
        assert told(umkm, "realisation_call") == told(buyer, "realisation_call") == parties
        assert told(officer, "realisation_call_officer") == escalated
    call = Notice.objects.filter(person=umkm, code="realisation_call").first()
    assert call.values["quarter"] == [2026, 3]
    assert call.values["lkpm"] == "1–15"


def test_what_is_entered_is_not_called_for(running, told):
    umkm, buyer = people_of(running.mou)
    builders.make_realisation(running, year=2026, quarter=3)
    watch(now=at(2026, 10, 10))
    assert told(umkm, "realisation_call") == told(buyer, "realisation_call") == []


def test_the_window_of_lkpm_differs_by_year(running, told):
    umkm, _buyer = people_of(running.mou)
    Mou.objects.update(starts_on=date(2025, 1, 1), signed_on=date(2025, 1, 1))
    Contract.objects.update(starts_on=date(2025, 1, 1))
    watch(now=at(2025, 10, 1))
    call = Notice.objects.filter(person=umkm, code="realisation_call").latest("pk")
    assert call.values["lkpm"] == "1–10"


def test_an_mou_without_realisation_is_told_to_the_officer(running, officer, told):
    umkm, _buyer = people_of(running.mou)
    Contract.objects.update(entered_at=at(2026, 7, 1))  # also a contract is a sign of life
    watch(now=at(2026, 9, 1))
    assert told(officer, "mou_asleep_officer") == []
    watch(now=at(2026, 10, 1))
    assert told(officer, "mou_asleep_officer") == ["90"]
    assert told(umkm, "mou_asleep_officer") == []


def test_a_letter_of_commitment_that_ends(company, buyer, officer, told):
    today = timezone.localdate()

    def letter(number, ends_on):
        return CommitmentLetter.objects.create(
            company=company,
            number=number,
            dated_on=today,
            promise="Membeli dari UMKM.",
            planned_rupiah=1,
            planned_umkm=1,
            starts_on=today,
            ends_on=ends_on,
            file="surat.pdf",
            digest="0" * 64,
            added_by=buyer,
        )

    letter("SPK/1", today + timedelta(days=60))
    watch()
    assert told(buyer, "commitment_ending") == ["60"]
    assert told(officer, "commitment_ending_officer") == []
    watch(now=timezone.now() + timedelta(days=30))
    assert told(buyer, "commitment_ending") == told(officer, "commitment_ending_officer") == ["30"]
    letter("SPK/2", today + timedelta(days=400))
    watch(now=timezone.now() + timedelta(days=30))
    assert told(buyer, "commitment_ending") == []


def test_a_certificate_that_runs_out(told):
    today = timezone.localdate()
    firm = builders.make_verified_umkm(
        with_account=True,
        certificates=[builders.certificate(expires_on=today + timedelta(days=60))],
    )
    owner = firm.members.get().user
    note_expiring_certificates()
    watch()
    assert told(owner, "certificate_ending") == ["60"]
    assert firm.certificates.get().notices.get().announced_at
    firm.certificates.update(expires_on=today + timedelta(days=800))
    watch()
    assert told(owner, "certificate_ending") == []


def test_firms_that_wait_too_long_are_counted_by_place_once_a_week(verifier, officer, told):
    now = at(2026, 11, 30)
    for _number in range(3):
        builders.make_umkm()
    Umkm.objects.update(registered_at=now - timedelta(days=9))
    builders.make_umkm(village="33.10.04.2005")  # of another kecamatan, and not late
    village = builders.make_account(Role.VILLAGE_OFFICER, village_id="33.10.03.2006")
    elsewhere = builders.make_account(Role.VILLAGE_OFFICER, village_id="33.10.04.2005")
    watch(now=now)
    watch(now=now + timedelta(days=1))
    for person in (verifier, village):
        rows = Notice.objects.live().filter(person=person, code="umkm_unverified")
        assert [row.values["count"] for row in rows] == [3]
    assert told(elsewhere, "umkm_unverified") == told(officer, "umkm_unverified") == []
    watch(now=now + timedelta(days=7))
    assert Notice.objects.filter(person=village, code="umkm_unverified").count() == 2


def test_a_company_that_waits_for_its_verification(officer, told):
    company = builders.make_company()
    assert company.status == VerificationStatus.REGISTERED
    watch(now=timezone.now() + timedelta(days=7))
    assert told(officer, "company_unverified") == ["7"]


def test_a_request_that_its_office_has_not_answered(umkm, verifier, officer, told):
    dinkes = builders.make_official(Role.OFFICE_OFFICER, office=Office.DINKES)
    request = request_facilitation(umkm, "spp-irt", actor=verifier)
    FacilitationRequest.objects.update(office=Office.DINKES)
    overdue = timezone.now() + timedelta(days=(request.due_on - timezone.localdate()).days)
    watch(now=overdue)
    assert told(dinkes, "facilitation_overdue") == []
    watch(now=overdue + timedelta(days=1))
    assert told(dinkes, "facilitation_overdue") == ["1"]
    assert told(officer, "facilitation_overdue") == []
