"""Partnerships that run already: counted only when the other side has acknowledged them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships import reports
from partnerships.models import (
    Mou,
    MouStatus,
    PartnershipProgramme,
    ReportedPartnership,
    ReportStatus,
    Scope,
)
from partnerships.services.mous import classify, complete_past_end
from partnerships.services.reported import (
    change_report_status,
    invite_other_side,
    report_partnership,
)
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def said(**given) -> dict:
    return {
        "other_name": "PT Sinar",
        "what": "Seragam karyawan",
        "pattern": "subkontrak",
        "since": TODAY - timedelta(days=700),
        "value_rupiah": 250_000_000,
    } | given


@pytest.fixture
def report(verified_umkm, alice):
    return report_partnership(actor=alice, reporter=verified_umkm, **said())


@pytest.fixture
def invited(report, officer, company):
    return invite_other_side(report, actor=officer, other=company)


def test_from_a_report_to_a_running_partnership(invited, verified_umkm, company, buyer):
    before = reports.headline(fresh=True)
    done = change_report_status(invited, "acknowledge", actor=buyer)
    mou = Mou.objects.get()
    assert (done.status, done.mou) == (ReportStatus.ACKNOWLEDGED, mou)
    assert (mou.status, mou.origin, mou.company) == (MouStatus.RUNNING, "reported", company)
    assert (mou.number, mou.ends_on, mou.mou_rupiah) == (None, None, 250_000_000)
    assert mou.members.get().umkm == verified_umkm
    after = reports.headline(fresh=True)
    assert after["mou_rupiah"] - before["mou_rupiah"] == 250_000_000
    assert complete_past_end() == 0
    contract = builders.make_contract(mou, ends_on=TODAY + timedelta(days=30))
    assert contract.mou == mou


def test_nothing_counts_before_the_other_side_has_said_yes(invited, alice, bob, charlie, officer):
    for person in (alice, bob, charlie, officer):
        with pytest.raises(NotAllowed):
            change_report_status(invited, "acknowledge", actor=person)
    assert not Mou.objects.exists()
    assert reports.headline(fresh=True)["mou_rupiah"] == 0


def test_a_denied_one_may_be_asked_elsewhere_or_dismissed(invited, buyer, officer):
    with pytest.raises(Refused):
        change_report_status(invited, "deny", actor=buyer)
    denied = change_report_status(invited, "deny", actor=buyer, note="Bukan kami.")
    with pytest.raises(WrongState):
        change_report_status(denied, "acknowledge", actor=buyer)
    other = builders.make_verified_company()
    again = invite_other_side(denied, actor=officer, other=other)
    assert (again.status, again.company) == (ReportStatus.INVITED, other)
    change_report_status(again, "dismiss", actor=officer, note="Ganda.")
    assert not Mou.objects.exists()


def test_each_reports_for_its_own_side(verified_umkm, company, buyer, charlie, leader):
    for person in (charlie, buyer, leader):
        with pytest.raises(NotAllowed):
            report_partnership(actor=person, reporter=verified_umkm, **said())
    assert not ReportedPartnership.objects.exists()
    report_partnership(actor=buyer, reporter=company, **said(other_name="Tenun Bu Sri"))
    assert ReportedPartnership.objects.get().side == "company"


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": TODAY + timedelta(days=1)},
        {"value_rupiah": 0},
        {"until": TODAY - timedelta(days=800)},
        {"what": ""},
        {"other_name": ""},
    ],
    ids=str,
)
def test_a_report_makes_sense(verified_umkm, alice, wrong):
    with pytest.raises((Refused, ValidationError)):
        report_partnership(actor=alice, reporter=verified_umkm, **said(**wrong))
    assert not ReportedPartnership.objects.exists()


def test_only_an_officer_invites_and_names_the_other(report, officer, alice, company):
    with pytest.raises(Refused):
        invite_other_side(report, actor=officer, other=None)
    with pytest.raises(NotAllowed):
        invite_other_side(report, actor=alice, other=company)
    report.refresh_from_db()
    assert (report.status, report.company) == (ReportStatus.REPORTED, None)


def test_by_pages_from_the_desk_to_the_mou(client, verified_umkm, company, alice, buyer, officer):
    client.force_login(alice)
    address = reverse("partnerships:report-new")
    assert address in client.get(reverse("desk")).text
    given = said(reporter=f"umkm-{verified_umkm.pk}", other_name=company.name)
    wrong = client.post(address, given | {"value_rupiah": ""})
    assert wrong.status_code == 200
    assert company.name in wrong.text
    client.post(address, given)
    report = ReportedPartnership.objects.get()
    client.force_login(buyer)
    assert client.get(report.get_absolute_url()).status_code == 404
    client.force_login(officer)
    step = reverse("partnerships:report-step", args=[report.pk, "invite"])
    assert step in client.get(reverse("desk")).text
    assert company.name in client.get(step).text
    client.post(step, {"other": company.pk})
    client.force_login(buyer)
    step = reverse("partnerships:report-step", args=[report.pk, "acknowledge"])
    assert step in client.get(reverse("desk")).text
    client.post(step)
    assert Mou.objects.get().status == MouStatus.RUNNING
    assert client.get(Mou.objects.get().get_absolute_url()).status_code == 200
    assert client.get(report.get_absolute_url()).status_code == 200


def test_in_the_admin_an_officer_invites(client, report, officer, company):
    client.force_login(officer)
    base = "admin:partnerships_reportedpartnership"
    assert client.get(reverse(f"{base}_change", args=[report.pk])).status_code == 200
    step = reverse(f"{base}_step", args=[report.pk, "invite"])
    assert client.get(step, {"q": company.name}).status_code == 200
    ReportedPartnership.objects.update(other_name=company.name)
    client.post(step, {"other": company.pk})
    report.refresh_from_db()
    assert report.status == ReportStatus.INVITED


def test_in_the_admin_an_officer_enters_what_somebody_told(client, officer, leader, company):
    address = reverse("admin:partnerships_reportedpartnership_add")
    given = said(side="company", company=company.pk, since=f"{TODAY}")
    client.force_login(leader)
    assert client.post(address, given).status_code == 403
    client.force_login(officer)
    assert client.post(address, given | {"company": ""}).status_code == 200
    assert not ReportedPartnership.objects.exists()
    assert client.post(address, given).status_code == 302
    assert ReportedPartnership.objects.get().reporter == company


# ── Programmes ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def drive(db):
    return PartnershipProgramme.objects.create(
        name="Penandatanganan nasional 18 Januari 2021",
        held_on=date(2021, 1, 18),
        scope=Scope.NATIONAL,
        companies_pma=29,
        companies_pmdn=27,
        umkm_count=196,
        potential_rupiah=1_500_000_000_000,
        source="BKPM",
    )


def test_the_figures_of_a_drive_are_never_those_of_the_kabupaten(drive):
    assert drive.companies == 56
    assert reports.headline(reports.Asked(scope="national"), fresh=True)["potential_rupiah"] == 0


def test_an_mou_belongs_to_a_drive_of_its_scope(signed_mou, drive, officer, alice):
    with pytest.raises(Refused):
        classify(signed_mou, actor=officer, scope=Scope.REGENCY, programme=drive)
    with pytest.raises(NotAllowed):
        classify(signed_mou, actor=alice, scope=Scope.NATIONAL, programme=drive)
    classify(signed_mou, actor=officer, scope=Scope.NATIONAL, programme=drive)
    assert reports.headline(reports.Asked(scope="national"), fresh=True)["mous"] == 1
    assert reports.headline(reports.Asked(scope="regency"), fresh=True)["mous"] == 0


def test_scope_is_set_on_the_page(client, signed_mou, officer, drive):
    client.force_login(officer)
    address = reverse("partnerships:mou-scope", args=[signed_mou.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"scope": "regency", "programme": drive.pk}).status_code == 400
    client.post(address, {"scope": "national", "programme": drive.pk})
    signed_mou.refresh_from_db()
    assert (signed_mou.scope, signed_mou.programme) == ("national", drive)


def test_an_officer_enters_a_drive_in_the_admin(client, officer, leader):
    address = reverse("admin:partnerships_partnershipprogramme_add")
    given = {
        "name": "Gerakan",
        "held_on": "2021-01-18",
        "scope": "national",
        "companies_pma": "29",
        "companies_pmdn": "27",
        "umkm_count": "196",
        "potential_rupiah": "1500000000000",
        "source": "BKPM",
    }
    client.force_login(leader)
    assert client.post(address, given).status_code == 403
    client.force_login(officer)
    assert client.post(address, given).status_code == 302
    assert PartnershipProgramme.objects.get().umkm_count == 196
