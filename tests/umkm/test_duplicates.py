"""The review list: what is found, what stays decided, and its pages."""

import pytest
from django.urls import reverse

from kemitraan.refusals import NotAllowed, WrongState
from tests import builders
from umkm.models import DuplicatePair, Merge, Umkm
from umkm.services import update_profile
from umkm.services.duplicates import call_different, look_for_duplicates

pytestmark = pytest.mark.django_db


def pairs() -> list[tuple[int, int, str, list[str]]]:
    rows = DuplicatePair.objects.order_by("pk")
    return list(rows.values_list("first", "second", "certainty", "reasons"))


def test_the_same_person_with_the_same_firm_is_found_while_registering():
    pair = builders.make_pair()
    assert pairs() == [(pair.first_id, pair.second_id, "certain", ["nik", "name"])]


def test_alike_names_in_one_village_are_to_be_reviewed():
    one = builders.make_umkm(name="Batik Berkah", owner_name="Sri Wahyuni")
    other = builders.make_umkm(name="Batik Berkah Jaya", owner_name="Sri Wahyuni")
    builders.make_umkm(name="Batik Berkah", owner_name="Sri Wahyuni", village="33.10.04.2005")
    assert pairs() == [(one.pk, other.pk, "review", ["owner", "village"])]


def test_all_at_once_finds_what_one_by_one_finds():
    builders.make_pair()
    builders.make_umkm(name="Batik Sri", owner_name="Sri Asih", telephone="+6281234567890")
    builders.make_umkm(name="Warung Makan", owner_name="Sri Asih", telephone="+6281234567890")
    one_by_one = pairs()
    assert len(one_by_one) >= 2
    DuplicatePair.objects.all().delete()
    assert look_for_duplicates() == len(one_by_one)
    assert sorted(pairs()) == sorted(one_by_one)
    keys = list(Umkm.objects.values_list("pk", flat=True))
    DuplicatePair.objects.all().delete()
    many = keys + list(range(10**9, 10**9 + 200))  # so many that they stand in a table
    assert look_for_duplicates(many) == len(one_by_one)


def test_what_no_longer_looks_alike_leaves_the_list(verifier):
    pair = builders.make_pair()
    update_profile(pair.second, actor=verifier, nik="")
    update_profile(pair.second, actor=verifier, name="Mebel Jati", owner_name="Joko")
    look_for_duplicates([pair.second_id])
    assert pairs() == []


def test_two_that_are_two_are_not_shown_again(verifier):
    pair = call_different(builders.make_pair(), actor=verifier)
    look_for_duplicates()
    pair.refresh_from_db()
    assert pair.state == DuplicatePair.State.DIFFERENT
    assert DuplicatePair.objects.count() == 1
    with pytest.raises(WrongState):
        call_different(pair, actor=verifier)


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "officer", "leader"])
def test_others_decide_nothing(who, request):
    pair = builders.make_pair()
    with pytest.raises(NotAllowed):
        call_different(pair, actor=request.getfixturevalue(who))
    pair.refresh_from_db()
    assert pair.state == DuplicatePair.State.OPEN


def test_an_official_looks_at_the_plan_and_merges(verifier, client):
    pair = builders.make_pair()
    Umkm.objects.filter(pk=pair.second_id).update(address="RT 09")
    client.force_login(verifier)
    assert (
        str(pair.first)
        in client.get(reverse("admin:umkm_duplicatepair_changelist")).content.decode()
    )
    page = client.get(reverse("admin:umkm_duplicatepair_change", args=[pair.pk])).content.decode()
    url = reverse("admin:umkm_duplicatepair_merge", args=[pair.pk, "first"])
    assert url in page
    plan = client.get(url).content.decode()
    assert "RT 09" in plan
    assert not Merge.objects.exists()
    unseen = client.post(url, {"take": ["telephone"], "note": ""})
    assert "Periksa rencana di atas" in unseen.content.decode()
    assert not Merge.objects.exists()
    client.post(url, {"take": ["telephone"], "note": "", "seen": "on"})
    merge = Merge.objects.get()
    assert Umkm.objects.get(pk=pair.first_id).address == "RT 09"
    moved = client.get(pair.second.get_absolute_url())
    assert (moved.status_code, moved.url) == (302, pair.first.get_absolute_url())
    client.post(reverse("admin:umkm_merge_undo", args=[merge.pk]))
    assert Umkm.objects.get(pk=pair.second_id).merged_into is None


@pytest.mark.parametrize("who", ["alice", "officer", "leader"])
def test_pages_of_deciding_refuse_others(who, request, client):
    pair = builders.make_pair()
    client.force_login(request.getfixturevalue(who))
    for name, args in (("merge", ["first"]), ("different", [])):
        url = reverse(f"admin:umkm_duplicatepair_{name}", args=[pair.pk, *args])
        assert client.post(url, {"seen": "on"}).status_code in {302, 403}, name
    assert not Merge.objects.exists()
    pair.refresh_from_db()
    assert pair.state == DuplicatePair.State.OPEN
