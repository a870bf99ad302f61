"""Groups and runs in the officials' workplace."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import MatchRun, Suggestion
from tests import builders


@pytest.fixture
def group(need):
    return builders.make_group(need)


def step(group, verb):
    return reverse("admin:partnerships_groupproposal_step", args=[group.pk, verb])


def test_officer_reads_the_shares_and_invites(group, officer, signed_in):
    client = signed_in(officer)
    page = client.get(reverse("admin:partnerships_groupproposal_change", args=[group.pk]))
    text = page.content.decode()
    assert "Undang kelompok ini" in text
    assert "500" in text
    assert client.post(step(group, "take"), {"note": ""}).status_code == 302
    group.refresh_from_db()
    assert group.status == "taken"
    assert set(Suggestion.objects.values_list("status", flat=True)) == {"proposed"}


@pytest.mark.parametrize("who", ["verifier", "leader", "auditor"])
def test_others_only_read(who, request, group, signed_in):
    client = signed_in(request.getfixturevalue(who))
    for verb in ("take", "decline"):
        assert client.post(step(group, verb), {"note": "x"}).status_code == 403
    group.refresh_from_db()
    assert group.status == "proposed"
    assert not Suggestion.objects.exists()


def test_setting_aside_keeps_the_reason(group, officer, signed_in):
    client = signed_in(officer)
    assert client.post(step(group, "decline"), {"note": ""}).status_code == 200
    client.post(step(group, "decline"), {"note": "Pembeli ingin satu pemasok."})
    page = client.get(reverse("admin:partnerships_groupproposal_change", args=[group.pk]))
    assert "Pembeli ingin satu pemasok." in page.content.decode()


def test_a_run_shows_its_parts_its_versions_and_its_groups(need, leader, signed_in):
    run = MatchRun.objects.create(
        kind="all", state="running", total=2, groups=3, groups_gap=0.042, words_version="abc123"
    )
    run.need_matches.create(need=need, shard="lurik", finished_at=timezone.now())
    run.need_matches.create(need=builders.make_need(), shard="lurik")
    page = signed_in(leader).get(reverse("admin:partnerships_matchrun_change", args=[run.pk]))
    text = page.content.decode()
    for words in ("Bagian pekerjaan", "4,2 %", "abc123", "Bobot versi 1"):
        assert words in text, words
