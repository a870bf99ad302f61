"""What people answered as a measure of the weights."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from partnerships.matching import DEFAULT_WEIGHTS, Weights
from partnerships.models import DeclineReason, MatchWeights, Suggestion
from partnerships.models.weights import values_of
from partnerships.services.evaluation import DECLINED, INTERESTED, MATCHED, evaluate, labels
from partnerships.services.lists import write_candidates
from partnerships.services.suggestions import decline, show_interest
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(need, buyer):
    """Three firms: the near one was taken, the two others were not."""
    near = builders.make_verified_umkm(name="Dekat", with_account=True)
    others = [builders.make_verified_umkm(with_account=True) for _ in range(2)]
    firms = [near, *others]
    write_candidates(
        need.pk, [builders.make_candidate(firm) for firm in firms], run=builders.make_run(need)
    )
    rows = [Suggestion.objects.get(umkm=firm) for firm in firms]
    owner = near.members.get(role="owner").user
    show_interest(show_interest(rows[0], actor=owner), actor=buyer)
    decline(rows[1], actor=buyer, reason=DeclineReason.QUALITY)
    show_interest(rows[2], actor=buyer)
    return rows


def test_a_pair_is_labelled_by_the_farthest_that_it_came(need, answered):
    taken, refused, liked = answered
    assert labels() == {
        need.pk: {taken.umkm_id: MATCHED, refused.umkm_id: DECLINED, liked.umkm_id: INTERESTED}
    }


def test_what_nobody_answered_is_no_label(suggestion):
    assert labels() == {}
    (quality,) = evaluate([DEFAULT_WEIGHTS])
    assert (quality.needs, quality.pairs) == (0, 0)


def test_weights_that_rank_the_taken_one_first_score_higher(need, answered):
    taken, refused, liked = answered
    # The dearer the quicker: what was taken is quick and dear, what was refused cheap and slow.
    for row, price, days in ((taken, 79_000, 1), (liked, 70_000, 20), (refused, 66_000, 60)):
        row.umkm.products.update(price_min=price, price_max=price, lead_time_days=days)
    for_speed, for_price = (
        Weights(
            version=version,
            company={**dict.fromkeys(DEFAULT_WEIGHTS.company, 0.0), part: 1.0},
            umkm={**dict.fromkeys(DEFAULT_WEIGHTS.umkm, 0.0), "coaching": 1.0},
        )
        for version, part in ((8, "lead_time"), (9, "price"))
    )
    speed, price = evaluate([for_speed, for_price])
    assert (speed.weights_version, price.weights_version) == (8, 9)
    assert (speed.needs, speed.pairs) == (1, 3)
    assert speed.ndcg == pytest.approx(1.0)
    assert price.ndcg < speed.ndcg
    assert speed.recall == price.recall == 1.0


def test_the_command_puts_versions_side_by_side(answered):
    other = MatchWeights.objects.create(values=values_of(DEFAULT_WEIGHTS), note="sama")
    told = StringIO()
    call_command("match", evaluate=[other.pk], stdout=told)
    _head, *lines = told.getvalue().splitlines()
    assert len(lines) == 2
    assert lines[0].split()[1:] == lines[1].split()[1:]
    with pytest.raises(CommandError, match="version 999"):
        call_command("match", evaluate=[999], stdout=told)
    with pytest.raises(CommandError, match="--need"):
        call_command("match", stdout=told)
