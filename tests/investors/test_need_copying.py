"""An old need, open or over, as the beginning of a new one; and what officials and machines do with the new fields."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from investors.copying import copied_fields
from investors.models import CloseReason, Need, Visibility
from investors.services import change_need_status, update_need
from tests import builders
from tests.investors.test_needs import asked

pytestmark = pytest.mark.django_db
PLAN = [500, 0, 900, 1200, 300, 300]


def form_data(page) -> dict:
    """What the browser would send back untouched."""
    form = page.context["form"]
    data = {}
    for field in form:
        value = field.value()
        if field.name == "plan":
            data |= {f"plan_{step}": str(volume) for step, volume in enumerate(value or [])}
        elif isinstance(value, list):
            data[field.name] = [getattr(row, "pk", row) for row in value]
        elif value is not None and value is not False:
            data[field.name] = str(value)
    return data


@pytest.fixture
def old(company, buyer):
    """Written half a year ago, with a plan and a sample, and closed since."""
    written = timezone.now() - timedelta(days=180)
    today = timezone.localdate()
    need = builders.make_need(
        company,
        actor=buyer,
        plan=PLAN,
        months=6,
        volume_month=640,
        sample_needed=True,
        sample_by=today + timedelta(days=40),
        visibility=Visibility.SUGGESTED,
    )
    Need.objects.filter(pk=need.pk).update(
        created_at=written,
        first_delivery=written + timedelta(days=60),
        sample_by=written + timedelta(days=46),
        valid_until=written + timedelta(days=90),
    )
    need.refresh_from_db()
    return change_need_status(need, "close", actor=buyer, reason=CloseReason.FULFILLED)


def test_a_copy_is_saved_when_it_is_confirmed_and_its_dates_are_moved(client, old, buyer):
    client.force_login(buyer)
    page = client.get(reverse("investors:need-copy", args=[old.pk]))
    assert Need.objects.count() == 1
    answer = client.post(page.context["action"], form_data(page))
    assert answer.status_code == 302, answer.context["form"].errors
    new = Need.objects.exclude(pk=old.pk).get()
    today = timezone.localdate()
    assert (new.first_delivery, new.sample_by) == (
        today + timedelta(days=60),
        today + timedelta(days=46),
    )
    assert new.valid_until == today + timedelta(days=90)
    for name in ("title", "text", "plan", "volume_month", "visibility", "pattern", "unit"):
        assert getattr(new, name) == getattr(old, name), name
    assert list(new.clusters.all()) == list(old.clusters.all())
    assert (new.revision, new.status) == (1, "open")


def test_a_copy_of_one_that_was_written_late_still_leaves_a_month(old):
    Need.objects.filter(pk=old.pk).update(
        first_delivery=old.created_at.date(), valid_until=old.created_at.date(), sample_by=None
    )
    fields = copied_fields(Need.objects.get(pk=old.pk))
    today = timezone.localdate()
    assert fields["first_delivery"] == fields["valid_until"] == today + timedelta(days=30)
    assert fields["sample_by"] is None


def test_only_the_companys_own_buyers_copy(client, old, charlie, need, officer):
    other = builders.make_verified_company().members.get().user
    for person, code in ((charlie, 404), (other, 404), (officer, 403)):
        client.force_login(person)
        assert client.get(reverse("investors:need-copy", args=[old.pk])).status_code == code
    client.force_login(other)
    assert client.get(reverse("investors:need-copy", args=[need.pk])).status_code == 403
    assert Need.objects.count() == 2


# ── Officials ────────────────────────────────────────────────────────────────────────────────────────────────────────


def admin_data(client, address) -> dict:
    form = client.get(address).context["adminform"].form
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            many = field.name in {"clusters", "required_certificates", "preferred_certificates"}
            value = (
                [getattr(row, "pk", row) for row in value] if many else ",".join(map(str, value))
            )
        if value is not None and value is not False and value != "":
            data[field.name] = value if isinstance(value, list) else str(value)
    return data


def test_an_official_sees_revisions_and_is_told_of_an_edit_meanwhile(client, need, buyer, officer):
    client.force_login(officer)
    address = reverse("admin:investors_need_change", args=[need.pk])
    data = admin_data(client, f"{address}?ubah=1")
    update_need(need, actor=buyer, volume_month=1500)
    refused = client.post(address, data | {"text": "Kain yang lain."})
    assert refused.status_code == 409
    assert "1.000 → 1.500" in refused.content.decode()
    assert Need.objects.get().text == need.text
    form = refused.context["adminform"].form
    saved = client.post(address, data | {"text": "Kain yang lain.", "seen": form["seen"].value()})
    assert saved.status_code == 302
    assert Need.objects.get().text == "Kain yang lain."
    shown = client.get(address).content.decode()
    assert "1.000 → 1.500" in shown


def test_an_official_writes_a_plan_in_the_admin(client, need, officer):
    client.force_login(officer)
    address = reverse("admin:investors_need_change", args=[need.pk])
    data = admin_data(client, f"{address}?ubah=1")
    answer = client.post(address, data | {"plan": "500,0,900,1200,300,300"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    need.refresh_from_db()
    assert (need.plan, need.volume_month, need.months) == (PLAN, 640, 6)


# ── API ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_api_takes_a_plan_that_fits_and_refuses_one_that_does_not(client, buyer, company):
    client.force_login(buyer)
    wrong = asked(company, plan=PLAN, volume_month=7)
    refused = client.post("/api/v1/needs/", wrong, content_type="application/json")
    assert refused.status_code == 400
    assert "volume_month" in refused.json()["fields"]
    assert not Need.objects.exists()
    right = asked(company, plan=PLAN, volume_month=640, months=6, price_ceiling=10)
    made = client.post("/api/v1/needs/", right, content_type="application/json").json()
    assert made["potential_rupiah"] == 10 * sum(PLAN)
    assert made["revision"] == 1
