"""The table of weights: a new version for each change, by one who may, with a reason, and never half."""

import copy

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kemitraan.refusals import NotAllowed, Refused
from partnerships.matching import DEFAULT_WEIGHTS
from partnerships.models import MatchRun, MatchWeights, Suggestion
from partnerships.models.weights import values_of
from partnerships.services.matching import ask_full_run, perform
from partnerships.services.weights import active_weights, change_weights, use_weights
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(db):
    return builders.make_superuser()


def changed(**groups) -> dict:
    """The default values with some of them changed: changed(umkm={"work": 0.4, "margin": 0.15})."""
    values = copy.deepcopy(values_of(DEFAULT_WEIGHTS))
    for name, given in groups.items():
        values[name] = values[name] | given if isinstance(given, dict) else given
    return values


#: Price alone decides for the company.
PRICE_ALONE = {"certificates": 0, "price": 1.0, "capacity": 0, "near": 0, "record": 0} | {
    "lead_time": 0
}


def state() -> list[tuple]:
    return list(MatchWeights.objects.order_by("pk").values_list("pk", "values", "is_active"))


def test_the_first_version_is_the_engines_own():
    row = MatchWeights.objects.get()
    assert row.is_active
    assert row.values == values_of(DEFAULT_WEIGHTS)
    assert active_weights() == row.as_weights()
    MatchWeights.objects.all().delete()
    assert active_weights() == DEFAULT_WEIGHTS


def test_a_change_is_a_new_version_that_is_used(superuser):
    before = state()
    row = change_weights(values=changed(company=PRICE_ALONE), note=" harga dulu ", actor=superuser)
    assert (row.note, row.created_by, row.is_active) == ("harga dulu", superuser, True)
    assert MatchWeights.objects.filter(is_active=True).get() == row
    assert state()[0] == (*before[0][:2], False)  # the old one stays as it was, but for its use
    assert active_weights().company["price"] == 1.0
    assert active_weights().version == row.pk


def test_a_version_may_be_kept_to_be_compared(superuser):
    before = active_weights()
    row = change_weights(
        values=changed(company=PRICE_ALONE), note="coba", actor=superuser, use=False
    )
    assert not row.is_active
    assert active_weights() == before


def test_going_back_to_a_version(superuser):
    first = MatchWeights.objects.get()
    second = change_weights(values=changed(company=PRICE_ALONE), note="coba", actor=superuser)
    use_weights(first, actor=superuser)
    assert active_weights() == first.as_weights()
    use_weights(second, actor=superuser)
    assert MatchWeights.objects.filter(is_active=True).get() == second


def test_two_are_never_active():
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchWeights.objects.create(values=changed(), note="-", is_active=True)


@pytest.mark.parametrize("who", ["officer", "leader", "alice", "buyer", "charlie"])
def test_only_a_superuser_changes_them(request, who):
    person, before = request.getfixturevalue(who), state()
    with pytest.raises(NotAllowed):
        change_weights(values=changed(company=PRICE_ALONE), note="coba", actor=person)
    with pytest.raises(NotAllowed):
        use_weights(MatchWeights.objects.get(), actor=person)
    assert state() == before


@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_change_says_why(superuser, note):
    before = state()
    with pytest.raises(Refused):
        change_weights(values=changed(company=PRICE_ALONE), note=note, actor=superuser)
    assert state() == before


@pytest.mark.parametrize(
    "values",
    [
        changed(umkm={"work": 0.4}),
        changed(relevance={"text": 0.66}),
        changed(company={"price": -0.22, "capacity": 0.66}),
        changed(company={"smell": 0.0}),
        changed(umkm={"work": float("nan")}),
        changed(umkm={"work": "0.30"}),
        changed(umkm={"work": None}),
        changed(relevance=0.5),
        changed(relevance=["text", "kbli", "cluster"]),
        changed(company_floor=0),
        changed(umkm_floor=1.5),
        changed(company_power="much"),
        changed(colour=1),
        {},
    ],
)
def test_nonsense_is_refused_with_a_sentence_and_nothing_changes(superuser, values):
    before = state()
    with pytest.raises(ValidationError) as refusal:
        change_weights(values=values, note="coba", actor=superuser)
    assert refusal.value.messages
    assert state() == before


def test_a_run_is_done_with_the_active_version_and_keeps_its_number(superuser, company):
    """Of two firms one is cheap and short of capacity, the other dear and free."""
    cheap, free = (
        builders.make_verified_umkm(products=[builders.product(name="Kain lurik", **fields)])
        for fields in (
            {"price_min": 40_000, "capacity_month": 100},
            {"price_min": 79_000, "price_max": 79_000, "capacity_month": 5_000},
        )
    )
    builders.make_need(company, title="Kain lurik")

    def best() -> int:
        perform(ask_full_run().pk)
        return Suggestion.objects.live().order_by("-score").first().umkm_id

    zero = dict.fromkeys(PRICE_ALONE, 0)
    capacity = change_weights(
        values=changed(company=zero | {"capacity": 1.0}), note="kapasitas", actor=superuser
    )
    assert best() == free.pk
    price = change_weights(values=changed(company=PRICE_ALONE), note="harga", actor=superuser)
    assert best() == cheap.pk
    versions = MatchRun.objects.filter(kind="all").order_by("pk")
    assert list(versions.values_list("weights_version", flat=True)) == [capacity.pk, price.pk]
