"""What the local government gives: asked with one tap, routed to an office, answered in time."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from kemitraan.accounts.models import Office, Role
from kemitraan.reference.models import CertificateKind
from kemitraan.refusals import NotAllowed, Refused, WrongState
from tests import builders
from umkm.models import FacilitationRequest, FacilitationService, Programme
from umkm.services import (
    change_facilitation,
    request_facilitation,
    reroute_facilitation,
    save_facilitation_service,
    save_programme,
    service_for_certificate,
)

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def health_officer(db):
    return builders.make_official(Role.OFFICE_OFFICER, office=Office.DINKES)


@pytest.fixture
def request_(umkm, alice):
    return request_facilitation(umkm, "spp-irt", actor=alice, because="Diminta toko.", now=NOW)


def test_it_goes_to_the_office_that_serves_it_with_a_day(request_, alice):
    assert (request_.office, request_.status) == (Office.DINKES, "asked")
    assert request_.due_on == date(2026, 12, 8)
    change = request_.changes.get()
    assert (change.actor, change.verb, change.note) == (alice, "ask", "Diminta toko.")


def test_asking_again_while_it_is_open_changes_nothing(request_, umkm, alice):
    again = request_facilitation(umkm, "spp-irt", actor=alice, because="Lagi.")
    assert again == request_
    assert request_.changes.count() == 1


def test_a_closed_or_unknown_service_is_refused(umkm, alice):
    FacilitationService.objects.filter(pk="kur").update(is_active=False)
    for code in ("kur", "tidak-ada"):
        with pytest.raises(Refused):
            request_facilitation(umkm, code, actor=alice)
    assert not FacilitationRequest.objects.exists()


@pytest.mark.parametrize("who", ["alice", "bob", "verifier", "officer"])
def test_who_asks(umkm, who, request):
    person = request.getfixturevalue(who)
    assert request_facilitation(umkm, "kur", actor=person).asked_by == person


@pytest.mark.parametrize("who", ["charlie", "leader", "buyer"])
def test_who_does_not(umkm, who, request):
    with pytest.raises(NotAllowed):
        request_facilitation(umkm, "kur", actor=request.getfixturevalue(who))
    assert not FacilitationRequest.objects.exists()


def test_the_office_takes_it_up_answers_and_completes(request_, health_officer, alice, client):
    row = change_facilitation(request_, "take_up", actor=health_officer)
    with pytest.raises(Refused):
        change_facilitation(row, "answer", actor=health_officer)  # without a word
    row = change_facilitation(row, "answer", actor=health_officer, note="Penyuluhan 3 Desember.")
    assert (row.status, row.answer) == ("answered", "Penyuluhan 3 Desember.")
    client.force_login(alice)
    assert "Penyuluhan 3 Desember." in client.get("/meja/").content.decode()
    assert change_facilitation(row, "complete", actor=health_officer).status == "done"
    with pytest.raises(WrongState):
        change_facilitation(row, "answer", actor=health_officer, note="Lagi")


def test_another_office_does_not_answer(request_, verifier, alice, leader):
    before = FacilitationRequest.objects.values().get()
    for person in (verifier, alice, leader):
        with pytest.raises(NotAllowed):
            change_facilitation(request_, "answer", actor=person, note="Bukan tugas saya.")
        with pytest.raises(NotAllowed):
            reroute_facilitation(request_, actor=person, office=Office.DINKOP)
    assert FacilitationRequest.objects.values().get() == before


def test_what_is_another_offices_work_is_handed_on(request_, health_officer, verifier):
    change_facilitation(request_, "take_up", actor=health_officer)
    row = reroute_facilitation(request_, actor=health_officer, office=Office.DINKOP)
    assert (row.office, row.status, row.due_on) == ("dinkop", "asked", request_.due_on)
    with pytest.raises(NotAllowed):
        change_facilitation(row, "take_up", actor=health_officer)
    assert change_facilitation(row, "take_up", actor=verifier).status == "taken_up"


def test_it_is_late_the_day_after(request_):
    assert not request_.is_late_on(request_.due_on)
    assert request_.is_late_on(request_.due_on + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_ask_once():
    umkm = builders.make_umkm(with_account=True)
    owner, ready = umkm.members.get().user, threading.Barrier(2, timeout=20)

    def tap():
        ready.wait()
        request_facilitation(umkm, "kur", actor=owner)
        connection.close()

    taps = [threading.Thread(target=tap) for _ in range(2)]
    for thread in taps:
        thread.start()
    for thread in taps:
        thread.join(30)
    assert FacilitationRequest.objects.count() == 1


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_service_that_leads_to_a_certificate_names_a_kind_that_there_is(db):
    codes = set(
        FacilitationService.objects.exclude(certificate="").values_list("certificate", flat=True)
    )
    assert codes
    assert codes <= set(CertificateKind.objects.values_list("code", flat=True))
    assert service_for_certificate("halal").pk == "halal"
    assert service_for_certificate("haccp") is None


def test_a_rate_holds_between_its_days_and_a_new_one_is_a_new_row(db, verifier):
    kur = Programme.objects.get(name="KUR mikro")
    assert kur.source
    assert Programme.objects.in_force(date(2026, 6, 1)).contains(kur)
    assert not Programme.objects.in_force(date(2027, 1, 1)).contains(kur)
    given = {
        "service": kur.service,
        "name": kur.name,
        "rate_percent": 5,
        "starts_on": date(2027, 1, 1),
        "source": "Permenko 2027",
        "source_on": date(2026, 12, 20),
    }
    new = save_programme(Programme(**given), actor=verifier)
    assert list(Programme.objects.in_force(date(2027, 2, 1)).filter(name=kur.name)) == [new]
    with pytest.raises(ValidationError):
        save_programme(Programme(**given), actor=verifier)


def test_only_the_two_offices_keep_the_table(db, leader, health_officer, alice):
    row = Programme.objects.first()
    for person in (leader, health_officer, alice):
        with pytest.raises(NotAllowed):
            save_programme(row, actor=person)
        with pytest.raises(NotAllowed):
            save_facilitation_service(row.service, actor=person)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_tap_on_the_page_and_it_is_taken_back(client, umkm, alice, charlie):
    page, ask = (
        reverse("umkm:facilitation", args=[umkm.pk]),
        reverse("umkm:facilitation-ask", args=[umkm.pk, "halal"]),
    )
    client.force_login(charlie)
    assert client.post(ask).status_code in {403, 404}
    assert not FacilitationRequest.objects.exists()
    client.force_login(alice)
    assert "KUR mikro" in client.get(page).content.decode()
    assert client.post(ask)["Location"] == page
    row = FacilitationRequest.objects.get()
    assert "sudah diminta" in client.get(page).content.decode()
    step = reverse("umkm:facilitation-step", args=[umkm.pk, row.pk, "withdraw"])
    assert client.post(step, {"note": ""}).status_code == 302
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_the_admin_answers_and_hands_on(client, request_, health_officer, verifier):
    client.force_login(health_officer)
    assert "Permintaan fasilitasi untuk kantor Anda" in client.get("/meja/").content.decode()
    url = reverse("admin:umkm_facilitationrequest_step", args=[request_.pk, "answer"])
    assert client.post(url, {"note": "Datang Senin."}).status_code == 302
    request_.refresh_from_db()
    assert request_.answer == "Datang Senin."
    client.force_login(verifier)
    assert client.post(url, {"note": "Lain."}).status_code == 403
