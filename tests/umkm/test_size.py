"""The size class: computed from capital or sales by the limits in force, shown, never typed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kemitraan.reference.models import SizeThreshold
from kemitraan.reference.services import load_reference, save_size_threshold
from kemitraan.refusals import NotAllowed
from tests import builders
from umkm.models import Umkm
from umkm.services import update_profile
from umkm.services.size import limits_on, recompute_sizes
from umkm.sizes import Limits, Size

BILLION = 10**9
#: PP 7/2021 article 35.
LIMITS = Limits(
    [
        ("micro", 1 * BILLION, 2 * BILLION),
        ("small", 5 * BILLION, 15 * BILLION),
        ("medium", 10 * BILLION, 50 * BILLION),
    ]
)


@pytest.mark.parametrize(
    ("capital", "sales", "size"),
    [
        (None, None, Size()),
        (0, None, Size("micro", "capital")),
        (1 * BILLION, None, Size("micro", "capital")),
        (1 * BILLION + 1, None, Size("small", "capital")),
        (10 * BILLION + 1, None, Size("large", "capital")),
        (None, 2 * BILLION, Size("micro", "sales")),
        (None, 15 * BILLION + 1, Size("medium", "sales")),
        (None, 50 * BILLION + 1, Size("large", "sales")),
        # An existing firm is measured by its sales; when capital says something else, an official looks.
        (1, 1, Size("micro", "sales")),
        (3 * BILLION, 1, Size("micro", "sales", disagrees=True)),
        (1, 3 * BILLION, Size("small", "sales", disagrees=True)),
    ],
)
def test_class_and_basis(capital, sales, size):
    assert LIMITS.size_of(capital, sales) == size


@pytest.mark.django_db
def test_the_loaded_limits_are_those_of_the_law():
    assert limits_on(date(2026, 1, 1)) == LIMITS
    assert limits_on(date(2020, 1, 1)).size_of(1, 1) == Size("", "sales")


@pytest.mark.django_db
def test_it_follows_every_way_of_writing(umkm, alice):
    assert umkm.size_class == ""
    umkm = update_profile(umkm, actor=alice, yearly_sales_rupiah=3 * BILLION)
    assert (umkm.size_class, umkm.size_basis) == ("small", "sales")
    assert builders.make_umkm(capital_rupiah=1).size_class == "micro"
    with pytest.raises(ValueError):
        update_profile(umkm, actor=alice, size_class="micro")
    assert Umkm.objects.get(pk=umkm.pk).size_class == "small"


@pytest.mark.django_db
def test_a_new_limit_counts_from_its_day_and_the_loader_leaves_it(verifier):
    umkm = builders.make_umkm(yearly_sales_rupiah=3 * BILLION)
    tomorrow = timezone.localdate() + timedelta(days=1)
    save_size_threshold(
        actor=verifier,
        size_class="micro",
        capital_max=4 * BILLION,
        sales_max=4 * BILLION,
        effective_from=tomorrow,
        source="PP baru",
    )
    load_reference("33.10")
    assert SizeThreshold.objects.filter(source="PP baru").exists()
    assert recompute_sizes() == 0
    assert recompute_sizes(today=tomorrow) == 1
    umkm.refresh_from_db()
    assert umkm.size_class == "micro"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "charlie", "officer", "leader"])
def test_limits_are_changed_by_their_office_alone(who, request):
    row = SizeThreshold.objects.get(size_class="micro")
    with pytest.raises(NotAllowed):
        save_size_threshold(actor=request.getfixturevalue(who), row=row, sales_max=1)
    row.refresh_from_db()
    assert row.sales_max == 2 * BILLION


@pytest.mark.django_db
def test_an_edited_limit_is_checked_and_reaches_the_firms(
    verifier, client, django_capture_on_commit_callbacks
):
    row = SizeThreshold.objects.get(size_class="micro")
    with pytest.raises(ValidationError):
        save_size_threshold(actor=verifier, row=row, source="")
    client.force_login(verifier)
    url = reverse("admin:reference_sizethreshold_change", args=[row.pk])
    fields = ("size_class", "capital_max", "sales_max", "effective_from", "source")
    data = {name: getattr(row, name) for name in fields} | {"sales_max": 4 * BILLION}
    assert client.post(url, data).status_code == 302
    row.refresh_from_db()
    assert row.sales_max == 4 * BILLION


# ── Since when ───────────────────────────────────────────────────────────────────────────────────────────────────────


def history(umkm) -> list[tuple[str, str, str]]:
    return list(umkm.sizes.order_by("at", "pk").values_list("size_class", "basis", "cause"))


@pytest.mark.django_db
def test_each_class_is_remembered_with_its_cause(umkm, alice, officer):
    assert history(umkm) == []
    umkm = builders.grow(umkm, 1 * BILLION, 2 * BILLION, 3 * BILLION)
    stated = [("micro", "sales", "stated"), ("small", "sales", "stated")]
    assert history(umkm) == stated
    umkm = update_profile(umkm, actor=alice, description="Lurik tenun")
    assert history(umkm) == stated
    SizeThreshold.objects.filter(size_class="micro").update(sales_max=4 * BILLION)
    assert recompute_sizes(keys=[umkm.pk]) == 1
    assert history(umkm) == [*stated, ("micro", "sales", "limits")]


@pytest.mark.django_db
def test_a_registered_class_is_known_since_the_registration(db):
    umkm = builders.make_umkm(capital_rupiah=1)
    (record,) = umkm.sizes.all()
    assert (record.size_class, record.basis, record.at) == ("micro", "capital", umkm.registered_at)
