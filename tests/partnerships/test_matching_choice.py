"""The right to object to being matched by machine: the owner's, taken and given back; helpers and officials read it."""

import pytest
from django.urls import reverse

from kemitraan.refusals import NotAllowed, WrongState
from partnerships.fairness import fairness
from partnerships.models import MatchRun, Suggestion, SuggestionStatus
from partnerships.services import matching
from tests import builders
from umkm.models import Consent, Purpose, Umkm
from umkm.services.merging import merge_firms
from umkm.services.personal import (
    answer_data_request,
    ask_for_erasure,
    give_consent,
    withdraw_consent,
)

pytestmark = pytest.mark.django_db


def choice(umkm):
    return reverse("partnerships:matching-choice", args=[umkm.pk])


def back(umkm):
    return reverse("partnerships:matching-again", args=[umkm.pk])


def object_to_matching(umkm, *, actor, note=""):
    return withdraw_consent(umkm, Purpose.MATCH, actor=actor, note=note)


def take_part(umkm, *, actor):
    return give_consent(umkm, Purpose.MATCH, actor=actor)


def test_after_an_objection_the_next_run_takes_the_firm_off_the_lists(
    need, verified_umkm, alice, django_capture_on_commit_callbacks
):
    matching.perform(matching.ask_need_run(need).pk)
    assert Suggestion.objects.get().status == SuggestionStatus.SUGGESTED
    MatchRun.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        object_to_matching(verified_umkm, actor=alice, note="Saya memilih sendiri.")
    run = MatchRun.objects.get()  # asked for by the signal
    assert run.umkm == verified_umkm
    matching.perform(run.pk)
    assert Suggestion.objects.get().status == SuggestionStatus.WITHDRAWN
    matching.perform(matching.ask_need_run(need).pk)
    assert Suggestion.objects.get().status == SuggestionStatus.WITHDRAWN
    MatchRun.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        take_part(verified_umkm, actor=alice)
    matching.perform(MatchRun.objects.get().pk)
    assert Suggestion.objects.get().status == SuggestionStatus.SUGGESTED


def test_the_owner_decides_and_nobody_else(
    verified_umkm, alice, bob, charlie, officer, verifier, buyer
):
    others = (bob, charlie, officer, verifier, buyer)
    for person in others:
        with pytest.raises(NotAllowed):
            object_to_matching(verified_umkm, actor=person)
    assert Umkm.objects.get().is_matched
    consent = object_to_matching(verified_umkm, actor=alice, note=" Saya memilih sendiri. ")
    assert (consent.withdrawn_by, consent.withdrawal_note) == (alice, "Saya memilih sendiri.")
    for person in others:
        with pytest.raises(NotAllowed):
            take_part(verified_umkm, actor=person)
    assert not Umkm.objects.get().is_matched
    with pytest.raises(WrongState):
        object_to_matching(verified_umkm, actor=alice)
    take_part(verified_umkm, actor=alice)
    with pytest.raises(WrongState):
        take_part(verified_umkm, actor=alice)


def test_the_page_and_the_data_page_are_two_doors_to_one_choice(client, verified_umkm, alice):
    client.force_login(alice)
    client.post(choice(verified_umkm), {"note": "Saya memilih sendiri."})
    data = reverse("umkm:data", args=[verified_umkm.pk])
    again = reverse("umkm:data-consent", args=[verified_umkm.pk, "match", "beri"])
    assert again in client.get(data).text
    client.post(again)
    assert Umkm.objects.get().is_matched
    assert "Saya berkeberatan" in client.get(choice(verified_umkm)).text
    client.post(reverse("umkm:data-consent", args=[verified_umkm.pk, "match", "tarik"]))
    assert "Keberatan tercatat" in client.get(choice(verified_umkm)).text
    # Each yes and each no is a row of its own, with its words.
    rows = Consent.objects.filter(umkm=verified_umkm, purpose=Purpose.MATCH).order_by("pk")
    assert [row.withdrawal_note for row in rows] == ["Saya memilih sendiri.", ""]


def test_pages_of_the_owner(client, verified_umkm, alice):
    client.force_login(alice)
    assert choice(verified_umkm) in client.get(verified_umkm.get_absolute_url()).text
    assert choice(verified_umkm) in client.get(reverse("partnerships:suggestions")).text
    assert "Saya berkeberatan" in client.get(choice(verified_umkm)).text
    response = client.post(choice(verified_umkm), {"note": "Saya memilih sendiri."})
    assert response.url == choice(verified_umkm)
    page = client.get(choice(verified_umkm)).text
    assert "Saya memilih sendiri." in page
    assert back(verified_umkm) in page
    assert "tidak dicocokkan oleh mesin" in client.get(reverse("partnerships:suggestions")).text
    assert client.post(choice(verified_umkm), {"note": "Sekali lagi."}).status_code == 409
    assert client.get(back(verified_umkm)).status_code == 405
    client.post(back(verified_umkm))
    assert Umkm.objects.get().is_matched


def test_too_long_a_reason_is_said_and_changes_nothing(client, verified_umkm, alice):
    client.force_login(alice)
    answer = client.post(choice(verified_umkm), {"note": "x" * 1001})
    assert answer.status_code == 200
    assert "x" * 1001 in answer.text
    assert Umkm.objects.get().is_matched


def test_bob_sees_how_it_stands_and_may_not(client, verified_umkm, alice, bob):
    client.force_login(bob)
    page = client.get(choice(verified_umkm)).text
    assert "Hanya pemilik UMKM" in page
    assert "Saya berkeberatan" not in page
    assert client.post(choice(verified_umkm), {"note": "Saya saja."}).status_code == 403
    assert Umkm.objects.get().is_matched
    object_to_matching(verified_umkm, actor=alice, note="Alasan saya.")
    page = client.get(choice(verified_umkm)).text
    assert "Alasan saya." in page
    assert back(verified_umkm) not in page
    assert client.post(back(verified_umkm)).status_code == 403
    assert not Umkm.objects.get().is_matched


def test_charlie_finds_nothing_and_officials_read(client, verified_umkm, charlie, officer, alice):
    client.force_login(charlie)
    assert client.get(choice(verified_umkm)).status_code == 404
    assert client.post(choice(verified_umkm), {}).status_code == 404
    assert client.post(back(verified_umkm)).status_code == 404
    client.force_login(officer)
    page = client.get(choice(verified_umkm)).text
    assert "Hanya pemilik UMKM" in page
    assert "Saya berkeberatan" not in page
    assert client.post(choice(verified_umkm), {}).status_code == 403
    assert Umkm.objects.get().is_matched
    assert fairness().objections == 0
    object_to_matching(verified_umkm, actor=alice, note="Alasan saya.")
    assert client.post(back(verified_umkm)).status_code == 403
    assert not Umkm.objects.get().is_matched
    assert "Alasan saya." in client.get(choice(verified_umkm)).text
    panel = client.get(reverse("admin:umkm_umkm_change", args=[verified_umkm.pk])).text
    assert "Berkeberatan sejak" in panel
    assert "Alasan saya." in panel
    assert fairness().objections == 1
    listed = client.get(reverse("admin:umkm_consent_changelist"), {"keadaan": "ditarik"})
    assert [row.umkm for row in listed.context["cl"].result_list] == [verified_umkm]


def test_twice_objected_counts_once_and_the_last_reason_stands(verified_umkm, alice):
    object_to_matching(verified_umkm, actor=alice, note="Dulu.")
    take_part(verified_umkm, actor=alice)
    assert not Consent.objects.objections().exists()
    object_to_matching(verified_umkm, actor=alice, note="Kini.")
    assert [row.withdrawal_note for row in Consent.objects.objections()] == ["Kini."]
    assert fairness().objections == 1


def test_erased_is_no_objection_and_keeps_no_reason(verified_umkm, alice, verifier):
    object_to_matching(verified_umkm, actor=alice, note="Suami saya sakit.")
    request = ask_for_erasure(verified_umkm, actor=alice)
    answer_data_request(request, "fulfil", actor=verifier)
    assert not Consent.objects.objections().exists()
    assert not Consent.objects.exclude(withdrawal_note="").exists()


def test_a_merge_does_not_turn_a_no_into_a_yes(verified_umkm, alice, verifier):
    object_to_matching(verified_umkm, actor=alice)
    merge_firms(verified_umkm, builders.make_verified_umkm(), actor=verifier)
    verified_umkm.refresh_from_db()
    assert not verified_umkm.is_matched
    assert Consent.objects.objections().get().umkm == verified_umkm
    take_part(verified_umkm, actor=alice)
    verified_umkm.refresh_from_db()
    assert verified_umkm.is_matched


def test_another_firm_is_not_touched(verified_umkm, alice, need):
    other = builders.make_verified_umkm()
    object_to_matching(verified_umkm, actor=alice)
    matching.perform(matching.ask_need_run(need).pk)
    assert [row.umkm for row in Suggestion.objects.live()] == [other]
