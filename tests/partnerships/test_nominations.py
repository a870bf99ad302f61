"""An officer's decision overrides the matcher: proposing what it did not, setting aside what it did."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import Suggestion, SuggestionStatus
from partnerships.services import matching
from partnerships.services.nominations import LOST_AFTER, left_over, score_nomination
from partnerships.services.suggestions import nominate, propose, rule_out, unscored
from tests import builders
from umkm.models import Purpose
from umkm.services.personal import withdraw_consent

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"partnerships:{name}", args=args)


def test_nomination_is_proposed_to_both_with_its_reason(need, verified_umkm, officer):
    row = nominate(need, verified_umkm, actor=officer, note=" Pernah memasok hotel. ")
    assert (row.status, row.is_scored) == (SuggestionStatus.PROPOSED, False)
    change = row.changes.get()
    assert (change.verb, change.actor, change.note) == (
        "nominate",
        officer,
        "Pernah memasok hotel.",
    )
    assert change.announced_at is None


def test_only_an_officer_nominates(need, verified_umkm, alice, bob, charlie, buyer, verifier):
    for person in (alice, bob, charlie, buyer, verifier):
        with pytest.raises(NotAllowed):
            nominate(need, verified_umkm, actor=person, note="Bagus.")
    assert not Suggestion.objects.exists()


def test_it_wants_a_reason_a_verified_umkm_and_an_open_need(need, umkm, officer):
    with pytest.raises(WrongState, match="terverifikasi"):
        nominate(need, umkm, actor=officer, note="Bagus.")
    umkm = builders.verify(umkm)
    with pytest.raises(Refused):
        nominate(need, umkm, actor=officer, note="  ")
    type(need).objects.update(status="closed")
    with pytest.raises(WrongState, match="tidak terbuka"):
        nominate(need, umkm, actor=officer, note="Bagus.")
    assert not Suggestion.objects.exists()


def test_what_the_matcher_suggests_is_proposed_and_what_was_answered_stays(suggestion, officer):
    need, umkm = suggestion.need, suggestion.umkm
    assert nominate(need, umkm, actor=officer, note="Ya.").changes.latest("pk").verb == "propose"
    with pytest.raises(WrongState):
        nominate(need, umkm, actor=officer, note="Sekali lagi.")
    assert suggestion.changes.count() == 2


def test_the_matcher_leaves_a_nomination_alone(need, verified_umkm, officer):
    far_off = builders.make_verified_umkm(
        products=[builders.product(name="Keripik belut", cluster="makanan-olahan", unit="kg")],
        cluster="makanan-olahan",
    )
    row = nominate(need, far_off, actor=officer, note="Juga menjahit.")
    matching.perform(matching.ask_need_run(need).pk)
    row.refresh_from_db()
    assert row.status == SuggestionStatus.PROPOSED
    assert row.changes.count() == 1


# ── The score comes afterwards ───────────────────────────────────────────────────────────────────────────────────────


def test_the_engine_fills_in_score_parts_and_words_and_not_the_state(need, verified_umkm, officer):
    row = nominate(need, verified_umkm, actor=officer, note="Bagus.")
    assert unscored(need) == [row.pk]
    assert score_nomination(row.pk)
    row.refresh_from_db()
    assert row.status == SuggestionStatus.PROPOSED
    assert row.is_scored
    assert row.score > 0
    assert row.parts["text"] > 0
    assert row.reasons
    assert row.changes.count() == 1
    assert unscored(need) == []
    found = matching.perform(matching.ask_need_run(need).pk)
    assert found == 1
    row.refresh_from_db()
    assert row.status == SuggestionStatus.PROPOSED


def test_a_pair_that_a_rule_keeps_apart_is_scored_too(company, verified_umkm, officer):
    need = builders.make_need(company, required_certificates=["halal"])
    row = nominate(need, verified_umkm, actor=officer, note="Sertifikat sedang diurus.")
    assert score_nomination(row.pk)
    row.refresh_from_db()
    assert "certificates_missing" in {gap["code"] for gap in row.gaps}
    assert "broken_rule" not in {gap["code"] for gap in row.gaps}  # said once


def test_the_rule_that_was_overridden_is_said_first(client, company, verified_umkm, officer):
    need = builders.make_need(company, unit="kg")
    row = nominate(need, verified_umkm, actor=officer, note="Dijual kiloan juga.")
    assert score_nomination(row.pk)
    row.refresh_from_db()
    assert row.gaps[0]["values"]["rule"] == "unit"
    client.force_login(officer)
    for page in (row.get_absolute_url(), f"/api/v1/suggestions/{row.pk}/"):
        assert "Syarat tidak terpenuhi (Satuan): Dijual per meter" in client.get(page).text


def test_who_objects_is_proposed_by_people_and_never_scored(need, verified_umkm, alice, officer):
    withdraw_consent(verified_umkm, Purpose.MATCH, actor=alice)
    row = nominate(need, verified_umkm, actor=officer, note="Atas permintaan pembeli.")
    assert not score_nomination(row.pk)
    row.refresh_from_db()
    assert not row.is_scored


def test_the_matchers_own_are_not_touched(suggestion):
    before = Suggestion.objects.values().get()
    assert not score_nomination(suggestion.pk)
    assert not score_nomination(suggestion.pk + 1000)
    assert Suggestion.objects.values().get() == before


def test_a_lost_message_is_made_good_by_the_sweep(need, verified_umkm, officer):
    row = nominate(need, verified_umkm, actor=officer, note="Bagus.")
    later = row.updated_at + LOST_AFTER + timedelta(seconds=1)
    assert left_over(now=row.updated_at) == []
    assert left_over(now=later) == [row.pk]
    score_nomination(row.pk, now=row.updated_at)
    assert left_over(now=later) == []


def test_the_sweep_does_not_ask_for_ever_for_who_objects(need, verified_umkm, alice, officer):
    withdraw_consent(verified_umkm, Purpose.MATCH, actor=alice)
    row = nominate(need, verified_umkm, actor=officer, note="Bagus.")
    assert left_over(now=row.updated_at + 2 * LOST_AFTER) == []


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_officer_searches_chooses_and_proposes(client, need, verified_umkm, officer):
    client.force_login(officer)
    address = url("nominate", need.pk)
    assert "Cari dahulu" in client.get(address).text
    assert "Tidak ada UMKM" in client.get(address, {"q": "zzzz"}).text
    found = f"{address}?q=lurik+alice"
    assert "Lurik Alice" in client.get(found).text
    refused = client.post(found, {"umkm": verified_umkm.pk, "note": ""})
    assert refused.status_code == 200
    assert "checked" in refused.text
    response = client.post(found, {"umkm": verified_umkm.pk, "note": "Pernah memasok hotel."})
    row = Suggestion.objects.get()
    assert response.url == row.get_absolute_url()
    page = client.get(response.url).text
    assert "Belum dinilai mesin" in page
    assert "Pernah memasok hotel." in page
    again = client.post(found, {"umkm": verified_umkm.pk, "note": "Pernah."})
    assert again.status_code == 409
    assert "Pernah." in again.text


def test_others_do_not_reach_the_page(client, need, verified_umkm, alice, buyer, charlie):
    for person in (alice, buyer, charlie):
        client.force_login(person)
        assert client.get(url("nominate", need.pk)).status_code == 403
        answer = client.post(
            f"{url('nominate', need.pk)}?q=lurik", {"umkm": verified_umkm.pk, "note": "x"}
        )
        assert answer.status_code == 403
    assert not Suggestion.objects.exists()


def test_setting_aside_is_an_officers_and_wants_a_reason(client, suggestion, alice, officer):
    address = url("suggestion-step", suggestion.pk, "rule_out")
    client.force_login(alice)
    assert client.post(address, {"note": "x"}).status_code == 403
    client.force_login(officer)
    assert "Kesampingkan" in client.get(suggestion.get_absolute_url()).text
    assert client.post(address, {"note": ""}).status_code == 200
    assert Suggestion.objects.get().status == SuggestionStatus.SUGGESTED
    client.post(address, {"note": "Pesanan ini untuk klaster lain."})
    assert Suggestion.objects.get().status == SuggestionStatus.DECLINED
    client.force_login(alice)
    assert "Pesanan ini untuk klaster lain." in client.get(suggestion.get_absolute_url()).text


def test_what_was_withdrawn_can_be_nominated_on_its_page(client, suggestion, officer):
    Suggestion.objects.update(status=SuggestionStatus.WITHDRAWN)
    client.force_login(officer)
    client.post(url("suggestion-step", suggestion.pk, "nominate"), {"note": "Tetap cocok."})
    assert Suggestion.objects.get().status == SuggestionStatus.PROPOSED


def test_after_rule_out_and_propose_the_order_of_states_holds(suggestion, officer):
    row = propose(suggestion, actor=officer)
    row = rule_out(row, actor=officer, note="Salah klaster.")
    with pytest.raises(WrongState):
        nominate(row.need, row.umkm, actor=officer, note="Ternyata ya.")
    assert Suggestion.objects.get().status == SuggestionStatus.DECLINED
