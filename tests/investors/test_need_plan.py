"""A plan by month: what follows from it, what is refused, and that every shown sum is exact."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from investors.forms.need_fields import PlanField
from investors.models import Need
from investors.models.needs import usual_month
from investors.services import update_need
from kemitraan.rupiah import number, rupiah
from partnerships.services.demand import read_demand
from tests import builders
from tests.investors.test_needs import typed

PLAN = [500, 0, 900, 1200, 300, 300]


def as_typed(plan) -> dict[str, str]:
    return {f"plan_{step}": str(volume) for step, volume in enumerate(plan)}


@given(
    st.lists(st.integers(0, 2_000_000_000), min_size=6, max_size=12).filter(any),
    st.integers(1, 10**6),
)
@settings(max_examples=60, deadline=None)
def test_the_potential_is_exactly_the_sum_of_the_months(plan, price):
    need = Need(plan=plan, months=len(plan), volume_month=usual_month(plan), price_ceiling=price)
    assert need.potential_rupiah == sum(volume * price for volume in plan)
    wanted = [volume for volume in plan if volume]
    assert min(wanted) <= need.volume_month <= need.peak_month == max(plan)
    assert (need.volume_month - 1) * len(wanted) < sum(plan) <= need.volume_month * len(wanted)


@given(st.lists(st.integers(0, 10**6), min_size=6, max_size=12).filter(any))
@settings(max_examples=30, deadline=None)
def test_what_is_typed_is_what_is_kept(plan):
    typed_plan = [number(volume) for volume in plan] + [""] * (12 - len(plan))
    assert PlanField(required=False).clean(typed_plan) == plan


@pytest.mark.django_db
def test_a_plan_from_the_page_decides_volume_length_and_potential(client, buyer):
    client.force_login(buyer)
    page = typed(volume_month="", months="", **as_typed(PLAN))
    client.post(reverse("investors:need-new"), page)
    need = Need.objects.get()
    assert (need.plan, need.months, need.volume_month) == (PLAN, 6, 640)
    assert need.potential_rupiah == sum(PLAN) * 190_000
    shown = client.get(need.get_absolute_url()).content.decode()
    assert rupiah(need.potential_rupiah) in shown
    assert all(f"{number(volume)} stel" in shown for volume in PLAN)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ([100, 100, 100], "plan"),
        ([0] * 6, "plan"),
        (["100", "banyak", "100", "100", "100", "100"], "plan"),
        (["-1"] * 6, "plan"),
        (["3000000000"] * 6, "plan"),
        ([], "volume_month"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_it_and_stays_typed(client, buyer, plan, field):
    client.force_login(buyer)
    answer = client.post(reverse("investors:need-new"), typed(volume_month="", **as_typed(plan)))
    assert field in answer.context["form"].errors
    assert all(f'value="{volume}"' in answer.content.decode() for volume in plan)
    assert not Need.objects.exists()


@pytest.mark.django_db
def test_a_volume_beside_a_plan_must_follow_from_it(need, buyer):
    need = update_need(need, actor=buyer, plan=PLAN)
    with pytest.raises(ValidationError) as said:
        update_need(need, actor=buyer, volume_month=7)
    assert "volume_month" in said.value.error_dict
    need.refresh_from_db()
    assert (need.volume_month, need.revision) == (640, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nonsense",
    [{"plan": [1, 2]}, {"plan": PLAN, "months": 7}, {"revision": 0}, {"text": "", "text_en": ""}],
)
def test_the_database_refuses_a_plan_that_is_none(need, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(**nonsense)


@pytest.mark.django_db
def test_the_engine_reads_the_plan_in_base_units(company):
    need = builders.make_need(company, plan=PLAN, unit="kodi", volume_month=640, months=6)
    demand = read_demand(need)
    assert demand.volume == 640 * 20
    assert demand.plan == tuple(20.0 * volume for volume in PLAN)


@pytest.mark.django_db
def test_empty_months_are_filled_without_a_script_and_nothing_is_saved(client, buyer):
    client.force_login(buyer)
    page = typed(help="fill", months="8", **as_typed(["100", "", "300"]))
    answer = client.post(reverse("investors:need-new"), page)
    months = answer.context["form"]["plan"].value()
    assert months[:9] == ["100", "100", *["300"] * 6, ""]
    assert answer.context["form"]["text"].value() == page["text"]
    assert not Need.objects.exists()
