"""What a no teaches: the same two are not brought together again on the same terms, and are on better ones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from investors.models import Need
from partnerships.models import DeclineReason, Suggestion, SuggestionStatusChange
from partnerships.services.demand import REMEMBERED, read_demands, with_terms
from partnerships.services.matching import ask_full_run, perform
from partnerships.services.suggestions import decline, reopen, rule_out
from tests import builders

pytestmark = pytest.mark.django_db

TERMS = {
    "title": "Kain lurik",
    "price_ceiling": 60_000,
    "volume_month": 500,
    "many_suppliers": False,
    "down_payment_percent": 30,
    "payment_days": 30,
    "required_certificates": ["nib"],
}


@pytest.fixture
def refused_need(company):
    return builders.make_need(company, **TERMS)


def turned_down(need, umkm, actor, reason) -> Suggestion:
    return decline(builders.make_suggestion(need, umkm), actor=actor, reason=reason)


def refusals(need, **options) -> dict[int, str]:
    (demand,) = read_demands(with_terms(Need.objects.filter(pk=need.pk)), **options)
    return dict(demand.refusals)


#: reason, what a later need changes, whether the pair stays apart
CASES = [
    ("price", {}, True),
    ("price", {"price_ceiling": 59_000}, True),
    ("price", {"price_ceiling": 60_001}, False),
    ("price", {"price_ceiling": None}, False),
    ("price", {"unit": "yard", "price_ceiling": 54_864}, True),  # 60,000 a metre
    ("price", {"unit": "yard", "price_ceiling": 54_865}, False),
    ("price", {"unit": "potong"}, False),
    ("price", {"volume_month": 900, "payment_days": 0}, True),
    ("capacity", {}, True),
    ("capacity", {"volume_month": 501}, True),
    ("capacity", {"volume_month": 499}, False),
    ("capacity", {"unit": "yard", "volume_month": 547}, True),  # 500.2 m
    ("capacity", {"unit": "yard", "volume_month": 546}, False),
    ("capacity", {"many_suppliers": True}, False),
    ("capacity", {"price_ceiling": 99_000}, True),
    ("certificate", {}, True),
    ("certificate", {"required_certificates": ["nib", "halal"]}, True),
    ("certificate", {"required_certificates": ["halal"]}, False),
    ("certificate", {"required_certificates": []}, False),
    ("payment", {}, True),
    ("payment", {"payment_days": 60}, True),
    ("payment", {"down_payment_percent": 0}, True),
    ("payment", {"payment_days": 29}, False),
    ("payment", {"down_payment_percent": 31}, False),
    ("payment", {"consignment": True}, True),
    # about this pair or this moment, not about terms
    ("quality", {}, False),
    ("season", {}, False),
    ("other", {}, False),
]


@pytest.mark.parametrize(("reason", "changes", "apart"), CASES)
def test_the_same_terms_keep_the_pair_apart_and_better_ones_do_not(
    company, refused_need, verified_umkm, alice, reason, changes, apart
):
    turned_down(refused_need, verified_umkm, alice, reason)
    later = builders.make_need(company, **TERMS | changes)
    assert refusals(later) == ({verified_umkm.pk: reason} if apart else {})


def test_goods_that_are_no_longer_given_on_consignment_are_better_terms(
    company, verified_umkm, alice
):
    refused = builders.make_need(company, **TERMS | {"consignment": True})
    turned_down(refused, verified_umkm, alice, DeclineReason.PAYMENT)
    assert refusals(builders.make_need(company, **TERMS | {"consignment": True}))
    assert not refusals(builders.make_need(company, **TERMS))


def test_a_certificate_that_was_only_preferred_counts_among_the_terms(
    company, verified_umkm, alice
):
    wished = {"required_certificates": [], "preferred_certificates": ["halal"]}
    turned_down(
        builders.make_need(company, **TERMS | wished),
        verified_umkm,
        alice,
        DeclineReason.CERTIFICATE,
    )
    assert refusals(builders.make_need(company, **TERMS | wished))
    assert refusals(builders.make_need(company, **TERMS | {"required_certificates": ["halal"]}))
    assert not refusals(builders.make_need(company, **TERMS | {"required_certificates": []}))


def test_the_companys_no_counts_like_the_firms(company, refused_need, verified_umkm, buyer):
    turned_down(refused_need, verified_umkm, buyer, DeclineReason.PRICE)
    assert refusals(builders.make_need(company, **TERMS)) == {verified_umkm.pk: "price"}


def test_another_company_is_not_concerned(refused_need, verified_umkm, alice):
    turned_down(refused_need, verified_umkm, alice, DeclineReason.PRICE)
    assert refusals(builders.make_need(builders.make_verified_company(), **TERMS)) == {}


def test_it_is_forgotten_after_half_a_year(company, refused_need, verified_umkm, alice):
    turned_down(refused_need, verified_umkm, alice, DeclineReason.PRICE)
    later = builders.make_need(company, **TERMS)
    said = SuggestionStatusChange.objects.get(verb="decline").at
    assert timedelta(days=180) == REMEMBERED
    assert refusals(later, now=said + REMEMBERED)
    assert not refusals(later, now=said + REMEMBERED + timedelta(seconds=1))


def test_what_was_reopened_is_no_refusal_any_more(
    company, refused_need, verified_umkm, alice, officer
):
    suggestion = turned_down(refused_need, verified_umkm, alice, DeclineReason.PRICE)
    reopen(suggestion, actor=officer, note="Harga sudah dibicarakan.")
    assert refusals(builders.make_need(company, **TERMS)) == {}


def test_an_officers_decision_is_about_one_pair_only(company, refused_need, verified_umkm, officer):
    rule_out(builders.make_suggestion(refused_need, verified_umkm), actor=officer, note="sengketa")
    assert refusals(builders.make_need(company, **TERMS)) == {}


def test_the_lowest_terms_that_were_turned_down_do_not_hide_the_better_ones(
    company, verified_umkm, alice
):
    """No to 60,000 and later no to 50,000: 55,000 is still no."""
    for ceiling in (60_000, 50_000):
        need = builders.make_need(company, **TERMS | {"price_ceiling": ceiling})
        turned_down(need, verified_umkm, alice, DeclineReason.PRICE)
    assert refusals(builders.make_need(company, **TERMS | {"price_ceiling": 55_000}))
    assert not refusals(builders.make_need(company, **TERMS | {"price_ceiling": 61_000}))


def test_a_run_leaves_the_pair_apart_and_says_why(company, verified_umkm, alice):
    given = TERMS | {"required_certificates": [], "price_ceiling": 80_000}
    refused = builders.make_need(company, **given)
    turned_down(refused, verified_umkm, alice, DeclineReason.PRICE)
    same = builders.make_need(company, **given)
    better = builders.make_need(company, **given | {"price_ceiling": 90_000})
    run = ask_full_run()
    perform(run.pk)
    assert not Suggestion.objects.filter(need=same).exists()
    assert Suggestion.objects.filter(need=better, umkm=verified_umkm).exists()
    assert run.need_matches.get(need=same).excluded == {"refused": 1}


def test_reading_many_needs_costs_the_same(
    company, verified_umkm, alice, django_assert_num_queries
):
    def count(number: int) -> int:
        needs = [builders.make_need(company, **TERMS) for _ in range(number)]
        turned_down(needs[0], verified_umkm, alice, DeclineReason.PRICE)
        keys = [need.pk for need in needs]
        with django_assert_num_queries(8):
            read = read_demands(with_terms(Need.objects.filter(pk__in=keys)), now=timezone.now())
        return len(read)

    assert (count(1), count(5)) == (1, 5)
