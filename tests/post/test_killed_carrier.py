"""The real worker and a real mail server, and the worker is killed in the middle: no letter is lost, none comes unnoticed twice."""

import pytest

from kemitraan.post.bench.deliver import deliver
from kemitraan.post.models import Letter, LetterStatus


@pytest.mark.django_db(transaction=True)
def test_a_killed_carrier_loses_nothing_and_doubles_nothing_unnoticed():
    found = deliver(200, kills=1)
    assert (found.missing, found.more_than_twice, found.uncertain) == (0, 0, 0)
    assert (
        found.doubled <= found.repeats <= found.kills
    )  # one letter is in hand when its carrier dies
    assert found.arrived == 200 + found.doubled
    assert set(Letter.objects.values_list("status", flat=True)) == {LetterStatus.SENT}
