"""Alice owns the UMKM, Bob helps her, Charlie has no right: at every door, and a refusal changes nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed
from tests import builders
from umkm.models import Umkm
from umkm.permissions import may_edit, may_verify, speaks_for
from umkm.services import (
    change_status,
    check_certificate,
    save_certificate,
    save_product,
    update_profile,
)


@pytest.fixture
def people(alice, bob, charlie, officer, verifier, leader, auditor, buyer):
    superuser = builders.make_superuser()
    return {
        "alice": alice,
        "bob": bob,
        "charlie": charlie,
        "officer": officer,
        "verifier": verifier,
        "leader": leader,
        "auditor": auditor,
        "buyer": buyer,
        "superuser": superuser,
        "nobody": AnonymousUser(),
    }


def allowed(people, right, *args) -> set[str]:
    return {name for name, person in people.items() if right(person, *args)}


def test_who_speaks_for_an_umkm(people, umkm):
    assert allowed(people, speaks_for, umkm) == {"alice", "bob"}


def test_who_edits_an_umkm(people, umkm):
    assert allowed(people, may_edit, umkm) == {"alice", "bob", "verifier", "superuser"}


def test_who_verifies(people, umkm):
    assert allowed(people, may_verify, umkm) == {"verifier", "superuser"}


def test_every_refusal_has_a_sentence(people, umkm):
    for right in (speaks_for, may_edit, may_verify):
        verdict = right(people["charlie"], umkm)
        assert not verdict
        assert verdict.reason.endswith(".")


def test_alice_of_one_umkm_is_charlie_of_another(alice, umkm):
    other = builders.make_umkm()
    assert not may_edit(alice, other)
    with pytest.raises(NotAllowed):
        update_profile(other, actor=alice, name="Punya Alice")
    other.refresh_from_db()
    assert other.name != "Punya Alice"


# ── What is seen ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_before_verification_only_its_own_people_and_officials_see_it(people, umkm):
    seen = {
        name for name, person in people.items() if Umkm.objects.visible_to(person).contains(umkm)
    }
    assert seen == {"alice", "bob", "officer", "verifier", "leader", "auditor", "superuser"}


def test_after_verification_everybody_sees_it(people, verified_umkm):
    for person in people.values():
        assert Umkm.objects.visible_to(person).contains(verified_umkm)


@pytest.mark.parametrize("verb", ["return", "suspend"])
def test_taken_out_of_the_register_it_is_hidden_again(client, verified_umkm, verifier, verb):
    change_status(verified_umkm, verb, actor=verifier, note="Ada keluhan.")
    assert client.get(verified_umkm.get_absolute_url()).status_code == 404
    assert verified_umkm.name not in client.get(reverse("umkm:directory")).content.decode()
    assert client.get(f"/api/v1/umkm/{verified_umkm.pk}/").status_code == 404


# ── What is written: services ────────────────────────────────────────────────────────────────────────────────────────


def writes(umkm):
    """Every write that its keepers may do: name -> call(actor)."""
    product, certificate = umkm.products.first(), umkm.certificates.first()
    return {
        "update_profile": lambda actor: update_profile(umkm, actor=actor, name="Nama Baru"),
        "add_product": lambda actor: save_product(umkm, actor=actor, **builders.product()),
        "change_product": lambda actor: save_product(
            umkm, actor=actor, product=product, name="Produk Baru"
        ),
        "add_certificate": lambda actor: save_certificate(
            umkm, actor=actor, **builders.certificate()
        ),
        "change_certificate": lambda actor: save_certificate(
            umkm, actor=actor, certificate=certificate, number="Baru"
        ),
    }


def picture(umkm):
    """All that the database knows of a firm, to compare."""
    return (
        Umkm.objects.filter(pk=umkm.pk).values().get(),
        list(umkm.products.order_by("pk").values()),
        list(umkm.certificates.order_by("pk").values()),
        list(umkm.changes.order_by("pk").values()),
    )


@pytest.fixture
def full_umkm(umkm, verifier):
    save_certificate(umkm, actor=verifier, **builders.certificate())
    return umkm


@pytest.mark.parametrize("name", ["alice", "bob", "verifier", "superuser"])
def test_keepers_write(people, full_umkm, name):
    for write in writes(full_umkm).values():
        before = picture(full_umkm)
        write(people[name])
        assert picture(full_umkm) != before


@pytest.mark.parametrize("name", ["charlie", "officer", "leader", "auditor", "buyer", "nobody"])
def test_others_write_nothing(people, full_umkm, name):
    before = picture(full_umkm)
    for write in writes(full_umkm).values():
        with pytest.raises(NotAllowed):
            write(people[name])
    assert picture(full_umkm) == before


@pytest.mark.parametrize("verb", ["verify", "return", "reject"])
def test_only_a_verifier_decides(people, full_umkm, verb):
    before = picture(full_umkm)
    for name in set(people) - {"verifier", "superuser"}:
        with pytest.raises(NotAllowed):
            change_status(full_umkm, verb, actor=people[name], note="Sebab.")
    assert picture(full_umkm) == before


def test_only_its_own_people_send_it_again(people, umkm, verifier):
    change_status(umkm, "return", actor=verifier, note="NIB belum ada.")
    before = picture(umkm)
    for name in set(people) - {"alice", "bob"}:
        with pytest.raises(NotAllowed):
            change_status(umkm, "resubmit", actor=people[name])
    assert picture(umkm) == before
    assert change_status(umkm, "resubmit", actor=people["bob"]).status == "registered"


def test_only_a_verifier_checks_a_certificate(people, full_umkm):
    certificate = full_umkm.certificates.get()
    before = picture(full_umkm)
    for name in set(people) - {"verifier", "superuser"}:
        with pytest.raises(NotAllowed):
            check_certificate(certificate, actor=people[name])
    assert picture(full_umkm) == before
    assert (
        check_certificate(certificate, actor=people["verifier"]).verified_by == people["verifier"]
    )


# ── What is written: pages ───────────────────────────────────────────────────────────────────────────────────────────


def addresses(umkm) -> dict[str, tuple[str, dict]]:
    """Every address that writes, with what a person would send there."""
    product, certificate = umkm.products.first(), umkm.certificates.first()
    goods = {"name": "Baru", "cluster": "lurik", "unit": "meter", "is_active": "on"}
    proof = {"kind": certificate.kind_id, "number": "Baru-1"}
    profile = {
        "name": "Nama Baru",
        "owner_name": "Alice",
        "cluster": "lurik",
        "village": umkm.village_id,
        "telephone": umkm.telephone,
        "women_owned": "unknown",
    }
    return {
        "usaha": (reverse("umkm:stage", args=[umkm.pk, "usaha"]), profile),
        "identitas": (reverse("umkm:stage", args=[umkm.pk, "identitas"]), {"form": "kub"}),
        "syarat": (reverse("umkm:stage", args=[umkm.pk, "syarat"]), {"payment_days": "7"}),
        "harapan": (reverse("umkm:stage", args=[umkm.pk, "harapan"]), {"wishes": ["capital"]}),
        "product-new": (reverse("umkm:product-new", args=[umkm.pk]), goods),
        "product": (reverse("umkm:product", args=[umkm.pk, product.pk]), goods),
        "offer": (reverse("umkm:offer", args=[umkm.pk, product.pk]), {"offered": "no"}),
        "certificate-new": (reverse("umkm:certificate-new", args=[umkm.pk]), proof),
        "certificate": (reverse("umkm:certificate", args=[umkm.pk, certificate.pk]), proof),
    }


NAMES = [
    "usaha",
    "identitas",
    "syarat",
    "harapan",
    "product-new",
    "product",
    "offer",
    "certificate-new",
    "certificate",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["alice", "bob", "verifier"])
def test_pages_let_keepers_write(client, people, full_umkm, name, who):
    client.force_login(people[who])
    before = picture(full_umkm)
    url, data = addresses(full_umkm)[name]
    assert client.post(url, data).status_code == 302
    assert picture(full_umkm) != before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["charlie", "buyer", "leader"])
def test_pages_refuse_others_with_a_sentence(client, people, full_umkm, name, who):
    builders.verify(full_umkm)
    client.force_login(people[who])
    before = picture(full_umkm)
    url, data = addresses(full_umkm)[name]
    answer = client.post(url, data)
    assert answer.status_code == 403
    assert "Hanya pengelola UMKM ini" in answer.content.decode()
    assert picture(full_umkm) == before


@pytest.mark.parametrize("name", NAMES)
def test_pages_hide_what_charlie_may_not_see(client, charlie, full_umkm, name):
    client.force_login(charlie)
    before = picture(full_umkm)
    url, data = addresses(full_umkm)[name]
    assert client.post(url, data).status_code == 404
    assert picture(full_umkm) == before


@pytest.mark.parametrize("name", NAMES)
def test_pages_ask_nobody_to_sign_in(client, full_umkm, name):
    before = picture(full_umkm)
    url, data = addresses(full_umkm)[name]
    assert client.post(url, data)["Location"] == f"{reverse('accounts:sign-in')}?next={url}"
    assert picture(full_umkm) == before


def test_rows_of_another_firm_are_not_found_under_ones_own(client, alice, umkm):
    other = builders.make_umkm(certificates=[builders.certificate()])
    client.force_login(alice)
    before = picture(other)
    for view, row in (
        ("product", other.products.get()),
        ("offer", other.products.get()),
        ("certificate", other.certificates.get()),
    ):
        url = reverse(f"umkm:{view}", args=[umkm.pk, row.pk])
        assert client.post(url, {"offered": "no"}).status_code == 404
    assert picture(other) == before


@pytest.mark.parametrize("verb", ["verify", "return", "reject"])
@pytest.mark.parametrize("who", ["alice", "bob"])
def test_own_people_do_not_verify_themselves(client, people, umkm, verb, who):
    client.force_login(people[who])
    before = picture(umkm)
    url = reverse("umkm:step", args=[umkm.pk, verb])
    assert client.get(url).status_code == 403
    answer = client.post(url, {"note": "Kami sendiri yang memeriksa."})
    assert answer.status_code == 403
    assert picture(umkm) == before


def test_roles_that_a_firm_gives_are_not_roles_of_the_kabupaten(alice):
    assert alice.role == Role.UMKM
    assert not alice.is_official
    assert not alice.is_staff
