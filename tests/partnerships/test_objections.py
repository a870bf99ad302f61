"""The right to object to automated profiling: taken and given back by the UMKM's own people, read by officials."""

import pytest
from django.urls import reverse

from kemitraan.refusals import NotAllowed, WrongState
from partnerships.models import MatchRun, ProfilingObjection, Suggestion, SuggestionStatus
from partnerships.services import matching
from partnerships.services.objections import object_to_matching, take_objection_back
from tests import builders

pytestmark = pytest.mark.django_db


def choice(umkm):
    return reverse("partnerships:matching-choice", args=[umkm.pk])


def back(umkm):
    return reverse("partnerships:matching-again", args=[umkm.pk])


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
        take_objection_back(verified_umkm, actor=alice)
    matching.perform(MatchRun.objects.get().pk)
    assert Suggestion.objects.get().status == SuggestionStatus.SUGGESTED


def test_alice_and_bob_may_and_nobody_else(
    verified_umkm, alice, bob, charlie, officer, verifier, buyer
):
    for person in (charlie, officer, verifier, buyer):
        with pytest.raises(NotAllowed):
            object_to_matching(verified_umkm, actor=person)
    assert not ProfilingObjection.objects.exists()
    assert object_to_matching(verified_umkm, actor=bob).by == bob
    for person in (charlie, officer, verifier, buyer):
        with pytest.raises(NotAllowed):
            take_objection_back(verified_umkm, actor=person)
    assert ProfilingObjection.objects.exists()
    with pytest.raises(WrongState):
        object_to_matching(verified_umkm, actor=alice)
    take_objection_back(verified_umkm, actor=alice)
    with pytest.raises(WrongState):
        take_objection_back(verified_umkm, actor=alice)


def test_pages_of_the_keeper(client, verified_umkm, alice):
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
    assert client.post(choice(verified_umkm), {"note": ""}).status_code == 409
    assert client.get(back(verified_umkm)).status_code == 405
    client.post(back(verified_umkm))
    assert not ProfilingObjection.objects.exists()


def test_pages_of_others(client, verified_umkm, charlie, officer, alice):
    client.force_login(charlie)
    assert client.get(choice(verified_umkm)).status_code == 404
    assert client.post(choice(verified_umkm), {}).status_code == 404
    client.force_login(officer)
    page = client.get(choice(verified_umkm)).text
    assert "Hanya pengelola UMKM" in page
    assert "Saya berkeberatan" not in page
    assert client.post(choice(verified_umkm), {}).status_code == 403
    assert not ProfilingObjection.objects.exists()
    object_to_matching(verified_umkm, actor=alice, note="Alasan saya.")
    assert client.post(back(verified_umkm)).status_code == 403
    assert "Alasan saya." in client.get(choice(verified_umkm)).text
    panel = client.get(reverse("admin:umkm_umkm_change", args=[verified_umkm.pk])).text
    assert "Alasan saya." in panel


def test_another_firm_is_not_touched(verified_umkm, alice, need):
    other = builders.make_verified_umkm()
    object_to_matching(verified_umkm, actor=alice)
    matching.perform(matching.ask_need_run(need).pk)
    assert [row.umkm for row in Suggestion.objects.live()] == [other]
