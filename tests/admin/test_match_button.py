"""The button that asks for a full run of the matcher, and the ledger of runs."""

import pytest
from django.urls import reverse

from partnerships.models import MatchRun

ASK = "admin:partnerships_matchrun_ask"


def test_the_button_asks_once(officer, signed_in, django_capture_on_commit_callbacks):
    client = signed_in(officer)
    assert (
        reverse(ASK)
        in client.get(reverse("admin:partnerships_matchrun_changelist")).content.decode()
    )
    with django_capture_on_commit_callbacks() as sent:
        answer = client.post(reverse(ASK))
        client.post(reverse(ASK))  # pressed twice: the same run
    run = MatchRun.objects.get()
    assert (run.kind, run.state, run.asked_by) == ("all", "queued", officer)
    assert answer.url == reverse("admin:partnerships_matchrun_change", args=[run.pk])
    assert len(sent) == 2  # the worker is told; the second message finds the run taken


def test_get_asks_for_nothing(officer, signed_in):
    assert signed_in(officer).get(reverse(ASK)).status_code == 405
    assert not MatchRun.objects.exists()


@pytest.mark.parametrize("who", ["verifier", "leader", "auditor"])
def test_others_do_not_ask(who, request, signed_in):
    client = signed_in(request.getfixturevalue(who))
    html = client.get(reverse("admin:partnerships_matchrun_changelist")).content.decode()
    assert reverse(ASK) not in html
    assert client.post(reverse(ASK)).status_code == 403
    assert not MatchRun.objects.exists()


def test_a_run_under_way_renews_itself_on_the_page_and_a_finished_one_does_not(leader, signed_in):
    client = signed_in(leader)
    run = MatchRun.objects.create(kind="all", state="running", total=40, done=10)
    html = client.get(reverse("admin:partnerships_matchrun_change", args=[run.pk])).content.decode()
    assert 'value="25"' in html
    assert "every 3s" in html
    MatchRun.objects.update(state="done", done=40)
    html = client.get(reverse("admin:partnerships_matchrun_change", args=[run.pk])).content.decode()
    assert 'value="100"' in html
    assert "every 3s" not in html
