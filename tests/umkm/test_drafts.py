"""Half-typed stages: kept field by field, on two phones at once, and never lost."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kemitraan.refusals import NotAllowed
from tests import builders
from umkm.models import Product, StageDraft
from umkm.services import Typed, save_draft, send_stage

PRODUCTS = "produk"
HOUR = timedelta(hours=1)


def write(umkm, actor, *, base=0, age=timedelta(0), draft=None, row="new", now=None, **values):
    typed = {name: Typed(value, age) for name, value in values.items()}
    return save_draft(
        umkm, PRODUCTS, actor=actor, typed=typed, base=base, draft=draft, row=row, now=now
    )


def test_what_is_not_valid_yet_is_kept_too(umkm, alice):
    write(umkm, alice, name="Kain", capacity_month="seribu lebih", busy_months=["6", "7"])
    draft = umkm.drafts.get()
    assert draft.open_values == {
        "name": "Kain",
        "capacity_month": "seribu lebih",
        "busy_months": ["6", "7"],
    }


def test_another_phone_hears_what_it_has_not_seen(umkm, alice, bob):
    first = write(umkm, alice, name="Kain")
    second = write(umkm, bob, unit="meter")
    assert second.newer == {"name": "Kain"}
    assert second.replaced == []
    assert second.draft.revision == first.draft.revision + 1
    assert write(umkm, bob, base=second.draft.revision, price_min="5").newer == {}


def test_the_later_writing_of_one_field_holds_and_the_earlier_is_kept(umkm, alice, bob):
    write(umkm, alice, name="Kain lama")
    answer = write(umkm, bob, name="Kain baru")
    assert answer.replaced == ["name"]
    draft = umkm.drafts.get()
    assert draft.open_values["name"] == "Kain baru"
    assert [entry["value"] for entry in draft.replaced] == ["Kain lama"]


def test_what_was_typed_before_and_arrives_after_does_not_win(umkm, alice, bob):
    """Alice's phone had no signal for an hour; Bob has written the same field meanwhile."""
    now = timezone.now()
    seen = write(umkm, alice, name="Kain", now=now - 2 * HOUR).draft.revision
    write(umkm, bob, base=seen, price_min="70.000", now=now - HOUR / 2)
    answer = write(umkm, alice, base=seen, age=HOUR, price_min="50.000", unit="meter", now=now)
    assert answer.newer == {"price_min": "70.000"}
    draft = umkm.drafts.get()
    assert draft.open_values == {"name": "Kain", "price_min": "70.000", "unit": "meter"}
    assert [entry["value"] for entry in draft.replaced] == ["50.000"]


def test_ones_own_next_letter_is_no_conflict(umkm, alice):
    first = write(umkm, alice, name="K")
    second = write(umkm, alice, base=first.draft.revision, name="Ka")
    assert (second.newer, second.replaced, second.draft.replaced) == ({}, [], [])


def test_a_clock_in_the_future_does_not_win_for_ever(umkm, alice, bob):
    write(umkm, alice, age=timedelta(days=-400), name="Dari masa depan")
    assert write(umkm, bob, name="Sekarang").draft.open_values["name"] == "Sekarang"


@pytest.mark.parametrize("value", ["x" * 5000, ["1"] * 100, "a\x00b"])
def test_what_no_field_could_hold_is_refused(umkm, alice, value):
    with pytest.raises(ValidationError):
        write(umkm, alice, name=value)
    assert not StageDraft.objects.exists()


def test_charlie_keeps_nothing(umkm, charlie, alice):
    write(umkm, alice, name="Kain")
    with pytest.raises(NotAllowed):
        write(umkm, charlie, name="Punya saya")
    assert umkm.drafts.get().open_values == {"name": "Kain"}


# ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def send(umkm, actor, *, draft=None, row=None, **fields):
    typed = {name: str(value) for name, value in fields.items() if name in {"name", "price_min"}}
    given = builders.product() | fields
    return send_stage(umkm, PRODUCTS, actor=actor, typed=typed, draft=draft, row=row, **given)


def test_what_was_sent_is_no_longer_half_typed(umkm, alice):
    draft = write(umkm, alice, name="Kain", price_min="5").draft
    product = send(umkm, alice, draft=draft, name="Kain", price_min=5_000)
    draft.refresh_from_db()
    assert (draft.row, draft.open_values) == (str(product.pk), {})


def test_a_phone_that_comes_late_goes_on_with_the_product_that_was_made(umkm, alice, bob):
    """Alice's half-typed product was finished by Bob: what her phone sends now is about that product, not a second one."""
    draft = write(umkm, alice, name="Kain").draft
    product = send(umkm, bob, draft=draft, name="Kain lurik", price_min=5_000)
    answer = write(umkm, alice, base=draft.revision, draft=draft, age=HOUR, price_min="4.000")
    assert answer.newer["price_min"] == "5000"
    assert answer.newer["name"] == "Kain lurik"
    assert umkm.drafts.get().row == str(product.pk)


def test_a_form_sent_twice_makes_one_product(client, umkm, alice):
    client.force_login(alice)
    draft = write(umkm, alice, name="Kain").draft
    form = {"name": "Kain", "cluster": "lurik", "unit": "meter", "is_active": "on"}
    url = reverse("umkm:product-new", args=[umkm.pk])
    for _ in range(2):
        assert client.post(url, form | {"draft": draft.pk}).status_code == 302
    assert umkm.products.filter(name="Kain").count() == 1
    assert Product.objects.count() == 2


def test_a_refused_form_leaves_the_draft_and_the_firm(umkm, alice):
    draft = write(umkm, alice, name="Kain", price_min="9").draft
    with pytest.raises(ValidationError):
        send(umkm, alice, draft=draft, price_min=9, price_max=1)
    draft.refresh_from_db()
    assert (draft.row, draft.open_values) == ("new", {"name": "Kain", "price_min": "9"})
    assert umkm.products.count() == 1


# ── The door for the browser ─────────────────────────────────────────────────────────────────────────────────────────


def post(client, umkm, stage="syarat", **body):
    given = {"row": "", "draft": None, "base": 0, "fields": {}} | body
    return client.post(
        reverse("umkm:draft", args=[umkm.pk, stage]),
        json.dumps(given),
        content_type="application/json",
    )


def field(value, age=0):
    return {"value": value, "age": age}


def test_the_browser_is_answered_with_what_it_needs(client, umkm, alice, bob):
    client.force_login(alice)
    first = post(client, umkm, fields={"payment_days": field("dua")}).json()
    client.force_login(bob)
    second = post(client, umkm, fields={"down_payment_percent": field("30")}).json()
    assert second["draft"] == first["draft"]
    assert second["newer"] == {"payment_days": "dua"}
    assert "Tempo" in second["labels"]["payment_days"].capitalize()
    page = client.get(reverse("umkm:stage", args=[umkm.pk, "syarat"])).content.decode()
    assert 'value="dua"' in page
    assert "belum dikirim" in client.get(reverse("umkm:profile", args=[umkm.pk])).content.decode()


@pytest.mark.parametrize("name", ["nik", "npwp", "status", "nothing"])
def test_numbers_of_persons_and_foreign_names_are_never_kept(client, umkm, alice, name):
    client.force_login(alice)
    answer = post(client, umkm, "identitas", fields={name: field("3310012345670001")})
    assert answer.status_code == 200
    assert umkm.drafts.get().fields == {}


@pytest.mark.parametrize(
    "body",
    [
        {"fields": {"payment_days": "7"}},
        {"fields": {"payment_days": {"value": 7, "age": 0}}},
        {"fields": {"payment_days": {"value": "7", "age": "lama"}}},
        {"fields": {"payment_days": {"value": {"a": "b"}, "age": 0}}},
        {"fields": []},
        {"base": -1},
        {"base": "0"},
        {"row": "../1"},
        {"draft": "1"},
    ],
)
def test_a_malformed_body_is_a_400(client, umkm, alice, body):
    client.force_login(alice)
    assert post(client, umkm, **body).status_code == 400
    assert not StageDraft.objects.exists()


def test_who_is_signed_out_or_has_no_right_is_told(client, umkm, charlie, verified_umkm):
    body = {"fields": {"payment_days": field("7")}}
    assert post(client, umkm, **body).status_code == 401
    client.force_login(charlie)
    assert post(client, umkm, **body).status_code == 403
    hidden = builders.make_umkm()
    assert post(client, hidden, **body).status_code == 404
    assert not StageDraft.objects.exists()


def test_a_draft_of_another_firm_is_not_written(client, umkm, alice, verifier):
    other = builders.make_umkm()
    foreign = save_draft(other, "syarat", actor=verifier, typed={"payment_days": Typed("90")}).draft
    client.force_login(alice)
    post(client, umkm, draft=foreign.pk, fields={"payment_days": field("7")})
    foreign.refresh_from_db()
    assert foreign.open_values == {"payment_days": "90"}
    assert umkm.drafts.get().open_values == {"payment_days": "7"}


def test_what_was_begun_can_be_thrown_away(client, umkm, alice, charlie):
    draft = write(umkm, alice, name="Salah").draft
    url = reverse("umkm:draft-discard", args=[umkm.pk, draft.pk])
    client.force_login(charlie)
    assert client.post(url).status_code in {403, 404}
    assert umkm.drafts.exists()
    client.force_login(alice)
    assert client.post(url).status_code == 302
    assert not umkm.drafts.exists()
