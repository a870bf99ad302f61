"""The table of weights: all officials read it, a superuser alone writes a version or goes back to one."""

import pytest
from django.urls import reverse

from partnerships.models import MatchWeights
from partnerships.services.weights import active_weights

LIST = "admin:partnerships_matchweights_changelist"
FRESH = "admin:partnerships_matchweights_fresh"


@pytest.fixture
def first(db):
    return MatchWeights.objects.get(is_active=True)


@pytest.fixture
def typed(superuser, signed_in, first):
    """What the form holds before anything is changed."""
    form = signed_in(superuser).get(reverse(FRESH)).context["form"]
    given = {name: str(form[name].value()) for name in form.fields if name not in {"note", "use"}}
    assert given["relevance__cluster"] == "20"
    return given | {"note": "Harga lebih penting.", "use": "on"}


def test_every_official_sees_the_present_table(leader, signed_in, first):
    page = signed_in(leader).get(reverse(LIST)).content.decode()
    assert "Yang dipakai sekarang: versi 1" in page
    assert "Kesesuaian kata" in page
    assert reverse(FRESH) not in page


def test_a_superuser_writes_a_version_and_goes_back(superuser, signed_in, typed, first):
    client = signed_in(superuser)
    typed |= {"company__price": "30", "company__certificates": "14"}
    answer = client.post(reverse(FRESH), typed)
    second = MatchWeights.objects.get(is_active=True)
    assert answer.url.endswith(f"/{second.pk}/change/")
    assert second != first
    assert (second.created_by, second.note) == (superuser, "Harga lebih penting.")
    assert active_weights().company["price"] == 0.3
    assert "Harga lebih penting." in client.get(reverse(LIST)).content.decode()
    use = reverse("admin:partnerships_matchweights_use", args=[first.pk])
    assert client.get(use).status_code == 200
    assert active_weights().version == second.pk
    client.post(use)
    assert active_weights().version == first.pk
    assert MatchWeights.objects.count() == 2


def test_a_version_may_be_kept_for_comparing_only(superuser, signed_in, typed, first):
    del typed["use"]
    signed_in(superuser).post(reverse(FRESH), typed)
    assert MatchWeights.objects.count() == 2
    assert active_weights().version == first.pk


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"company__price": "30"}, "berjumlah 108 %"),
        ({"umkm__work": "-3"}, "lebih besar"),
        ({"umkm__work": "banyak"}, "bilangan"),
        ({"note": ""}, "wajib"),
        ({"company_power": "100"}, "Harus di antara"),
    ],
)
def test_what_does_not_add_up_comes_back_with_all_that_was_typed(
    changed, words, superuser, signed_in, typed
):
    answer = signed_in(superuser).post(reverse(FRESH), typed | changed)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    for name, value in (typed | changed).items():
        if name != "use":
            assert answer.context["form"][name].value() == value
    assert MatchWeights.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "verifier", "leader", "auditor"])
def test_nobody_else_writes(who, request, signed_in, typed, first):
    client = signed_in(request.getfixturevalue(who))
    page = client.get(reverse(FRESH))
    assert page.status_code == 403
    assert "<form class" not in page.content.decode()
    assert client.post(reverse(FRESH), typed).status_code == 403
    use = reverse("admin:partnerships_matchweights_use", args=[first.pk])
    assert client.post(use).status_code == 403
    change = reverse("admin:partnerships_matchweights_change", args=[first.pk])
    assert (
        reverse("admin:partnerships_matchweights_new", args=[first.pk])
        not in client.get(change).content.decode()
    )
    assert MatchWeights.objects.count() == 1
