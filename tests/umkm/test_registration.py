"""Registering an UMKM on the public page: what a good one leaves behind, and what a bad one keeps."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from kemitraan.accounts.models import Role, User
from kemitraan.reference.models import District, Regency, Village
from kemitraan.verification import VerificationStatus
from tests import builders
from umkm.models import Product, Umkm
from umkm.services import register_umkm

URL = "/daftar/umkm/"


@pytest.fixture
def typed(db):
    """A good form, as an owner types it."""
    return {
        "owner_name": "Sri Rahayu",
        "telephone": "0812-3456-7890",
        "name": "Tenun Sri",
        "cluster": "lurik",
        "village": "33.10.03.2006",
        "product_name": "Kain lurik ATBM",
        "password": "benang-merah-7",
        "consent": "on",
    }


def nothing_was_written() -> bool:
    return not (Umkm.objects.exists() or Product.objects.exists() or User.objects.exists())


def test_form_asks_only_for_villages_of_this_kabupaten(client, db):
    elsewhere = Regency.objects.create(
        code="99.99", name="Lain", full_name="Kabupaten Lain", province="Lain", lat=0, lng=100
    )
    district = District.objects.create(
        code="99.99.01", name="Seberang", regency=elsewhere, lat=0, lng=100
    )
    Village.objects.create(
        code="99.99.01.2001", name="Desa Seberang", district=district, lat=0, lng=100
    )
    page = client.get(URL).content.decode()
    assert '<optgroup label="Wedi">' in page
    assert "Melikan, Kec. Wedi" in page
    assert "Seberang" not in page


def test_registers_firm_product_and_account(client, typed):
    response = client.post(URL, typed)

    assert response.status_code == 302
    umkm = Umkm.objects.get()
    assert response["Location"] == reverse("umkm:profile", args=[umkm.pk]) + "?baru=1"
    assert (umkm.name, umkm.owner_name, umkm.telephone) == (
        "Tenun Sri",
        "Sri Rahayu",
        "+6281234567890",
    )
    assert umkm.status == VerificationStatus.REGISTERED
    assert umkm.consent_at is not None
    product = umkm.products.get()
    assert (product.name, product.cluster_id, product.unit_id) == (
        "Kain lurik ATBM",
        "lurik",
        "buah",
    )
    assert (product.capacity_month, product.price_min, product.price_max) == (None, None, None)
    owner = umkm.members.get().user
    assert (owner.role, owner.full_name, owner.telephone) == (
        Role.UMKM,
        "Sri Rahayu",
        "+6281234567890",
    )
    change = umkm.changes.get()
    assert (change.verb, change.actor) == ("register", owner)


def test_new_owner_is_signed_in_and_told_what_happens_next(client, typed):
    desk = client.post(URL, typed, follow=True)
    assert desk.context["user"] == Umkm.objects.get().members.get().user
    assert "Pendaftaran diterima" in desk.content.decode()


def test_new_owner_can_sign_in_with_the_number_as_typed(client, typed):
    client.post(URL, typed)
    client.logout()
    assert client.login(username="0812-3456-7890", password="benang-merah-7")


def test_the_main_product_is_counted_as_its_cluster_mostly_counts(client, typed):
    builders.make_umkm(products=[builders.product(unit="meter"), builders.product(unit="meter")])
    builders.make_umkm(products=[builders.product(unit="lembar")])
    client.post(URL, typed)
    assert Product.objects.get(name="Kain lurik ATBM").unit_id == "meter"


def test_an_officer_registers_on_the_owners_behalf(client, typed, verifier):
    client.force_login(verifier)
    page = client.get(URL).content.decode()
    assert "atas nama pemilik" in page
    assert "password" not in page
    client.post(URL, {name: value for name, value in typed.items() if name != "password"})
    umkm = Umkm.objects.get()
    assert (umkm.registered_by, umkm.members.count()) == (verifier, 0)
    assert umkm.changes.get().actor == verifier
    assert client.get(reverse("umkm:profile", args=[umkm.pk])).status_code == 200


def test_an_officer_gives_the_owner_a_way_in(client, verifier, charlie):
    umkm = builders.make_umkm(actor=verifier)
    url = reverse("umkm:account", args=[umkm.pk])
    client.force_login(charlie)
    assert client.post(url, {"password": "benang-merah-7"}).status_code == 404
    client.force_login(verifier)
    home = reverse("umkm:profile", args=[umkm.pk])
    assert url in client.get(home).content.decode()
    assert "angka" in str(client.post(url, {"password": "12345678"}).context["form"].errors)
    assert not umkm.members.exists()
    assert client.post(url, {"password": "benang-merah-7"})["Location"] == home
    assert url not in client.get(home).content.decode()
    assert client.post(url, {"password": "benang-merah-8"}).status_code == 409
    client.logout()
    assert client.login(username=umkm.telephone, password="benang-merah-7")


BAD = [
    ("owner_name", "", "harus diisi"),
    ("telephone", "", "harus diisi"),
    ("telephone", "12", "Nomor telepon belum benar"),
    ("telephone", "bukan nomor", "Nomor telepon belum benar"),
    ("name", "x" * 151, "150"),
    ("cluster", "emas", "pilihan"),
    ("village", "35.28.01.2001", "Pilih desa atau kelurahan dari daftar"),
    ("village", "' OR 1=1 --", "Pilih desa atau kelurahan dari daftar"),
    ("product_name", " ", "harus diisi"),
    ("password", "", "harus diisi"),
    ("password", "12345678", "angka"),
    ("password", "pendek", "pendek"),
    ("consent", "", "Tanpa persetujuan Anda"),
    ("name", "a\x00b", "karakter"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), BAD)
def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(
    client, typed, field, value, sentence
):
    response = client.post(URL, typed | {field: value})

    assert response.status_code == 200
    assert nothing_was_written()
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert sentence.lower() in " ".join(errors[field]).lower()
    page = response.content.decode()
    for name in ("owner_name", "telephone", "product_name"):
        if name != field:
            assert f'value="{typed[name]}"' in page
    assert typed["password"] not in page


def test_the_number_of_an_account_cannot_register_again(client, typed):
    builders.make_account(Role.UMKM, telephone="+6281234567890")
    response = client.post(URL, typed)
    assert response.context["form"].errors == {
        "telephone": ["Nomor ini sudah dipakai akun lain. Silakan masuk."]
    }
    assert not Umkm.objects.exists()
    assert User.objects.count() == 1


def test_the_same_firm_cannot_register_again_under_another_account(client, typed):
    first = builders.make_umkm(name="TENUN SRI", telephone="081234567890", village=typed["village"])
    response = client.post(URL, typed)
    assert "sudah terdaftar" in str(response.context["form"].errors)
    assert list(Umkm.objects.all()) == [first]
    assert not User.objects.exists()


def test_who_is_signed_in_is_sent_to_the_desk(client, charlie, typed):
    client.force_login(charlie)
    assert client.post(URL, typed)["Location"] == reverse("desk")
    assert not Umkm.objects.exists()


def test_markup_in_a_name_is_text(client, typed):
    client.post(URL, typed | {"name": "<script>alert(1)</script>"})
    page = client.get(Umkm.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# ── The service behind it ────────────────────────────────────────────────────────────────────────────────────────────


def test_service_names_the_field_of_a_taken_number(db):
    builders.make_umkm(telephone="081200000001", with_account=True)
    again = builders.registration(telephone="081200000001")
    with pytest.raises(ValidationError) as refusal:
        register_umkm(again, account={"full_name": "Lain", "password": builders.PASSWORD})
    assert "telephone" in refusal.value.message_dict
    assert Umkm.objects.count() == User.objects.count() == 1


@pytest.mark.parametrize("field", ["telephone", "nib"])
def test_service_says_which_identifier_is_wrong(db, field):
    with pytest.raises(ValidationError) as refusal:
        register_umkm(builders.registration(**{field: "12"}))
    assert list(refusal.value.message_dict) == [field]
    assert not Umkm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_registers_once(typed):
    """Two requests that both find the number free: one registers, the other hears a sentence."""
    both_ready, outcomes = threading.Barrier(2, timeout=20), []
    given = builders.registration(telephone=typed["telephone"], name="Tenun Sri")

    def press():
        both_ready.wait()
        try:
            register_umkm(given, account={"full_name": "Sri", "password": builders.PASSWORD})
            outcomes.append("registered")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["refused", "registered"]
    assert Umkm.objects.count() == User.objects.count() == Product.objects.count() == 1
