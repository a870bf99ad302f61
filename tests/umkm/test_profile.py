"""The page of one UMKM: what everybody reads, what only its own people and officials read, and how it is kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import builders
from umkm.models import Umkm
from umkm.services import change_status, save_certificate, save_product, update_profile

PRIVATE = {
    "owner_name": "Sumarni Wijayanti",
    "telephone": "081277778888",
    "nib": "1234567890123",
    "address": "Gang Kenanga 7",
}
#: The same facts as the page writes them.
PRIVATE_AS_SHOWN = [
    "Sumarni Wijayanti",
    "812-7777-8888",
    "6281277778888",
    "1234567890123",
    "Gang Kenanga 7",
]


def page_of(client, umkm) -> str:
    response = client.get(umkm.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def shown(verified_umkm, alice):
    """Alice's firm with everything that a profile can say."""
    today = timezone.localdate()
    umkm = update_profile(
        verified_umkm,
        actor=alice,
        description="Tenun tangan sejak 1987.",
        payment_days=30,
        down_payment_percent=25,
        accepts_consignment=True,
        **PRIVATE,
    )
    save_product(
        umkm,
        actor=alice,
        product=umkm.products.get(),
        name="Serbet lurik",
        capacity_month=1_200,
        committed_month=200,
        minimum_order=50,
        lead_time_days=21,
        price_min=35_000,
        price_max=60_000,
        busy_months=[6, 7],
    )
    save_certificate(
        umkm,
        actor=alice,
        **builders.certificate(
            kind="halal", number="ID-LAMA", expires_on=today - timedelta(days=1)
        ),
    )
    save_certificate(
        umkm, actor=alice, **builders.certificate(kind="sni", number="ID-BARU", expires_on=today)
    )
    return umkm


def test_everybody_reads_what_it_makes_and_on_which_terms(client, shown):
    page = page_of(client, shown)
    for words in (
        "Tenun tangan sejak 1987.",
        "Serbet lurik",
        "1.200 meter",
        "1.000 masih bebas",
        "Rp 35.000 – Rp 60.000 / meter",
        "50 meter",
        "21 hari",
        "Juni, Juli",
        "Uang muka paling sedikit 25 %.",
        "Pelunasan paling lambat 30 hari",
        "titip jual",
        "Melikan, Kec. Wedi",
        "Sudah berakhir",
        "Berlaku sampai",
        "Apa arti “terverifikasi”?",
    ):
        assert words in page


@pytest.mark.parametrize("who", [None, "charlie", "buyer"])
def test_persons_and_numbers_are_not_for_the_public(client, shown, request, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    page = page_of(client, shown)
    for secret in [*PRIVATE_AS_SHOWN, "ID-LAMA", "ID-BARU"]:
        assert secret not in page
    assert "/tahap/" not in page
    assert "/profil/" not in page
    assert "/langkah/" not in page


@pytest.mark.parametrize("who", ["alice", "bob", "officer", "verifier", "leader", "auditor"])
def test_its_people_and_officials_read_all_of_it(client, shown, request, who):
    client.force_login(request.getfixturevalue(who))
    page = page_of(client, shown)
    for fact in [*PRIVATE_AS_SHOWN, "ID-BARU", "Riwayat"]:
        assert fact in page
    keeps = who in {"alice", "bob", "verifier"}
    assert (reverse("umkm:profile", args=[shown.pk]) in page) is keeps


def test_a_product_off_the_offer_is_shown_to_its_people_alone(client, shown, alice):
    product = shown.products.get()
    client.force_login(alice)
    client.post(reverse("umkm:offer", args=[shown.pk, product.pk]), {"offered": "no"})
    assert "Tidak ditawarkan" in page_of(client, shown)
    product.refresh_from_db()
    assert not product.is_active
    client.logout()
    assert "Serbet lurik" not in page_of(client, shown)
    client.force_login(alice)
    client.post(reverse("umkm:offer", args=[shown.pk, product.pk]), {"offered": "yes"})
    client.logout()
    assert "Serbet lurik" in page_of(client, shown)


def test_english_readers_read_english_months(client, shown):
    client.cookies["django_language"] = "en"
    assert "June, July" in page_of(client, shown)


def test_a_stranger_does_not_learn_of_a_firm_that_is_not_verified(client, umkm, charlie):
    assert client.get(umkm.get_absolute_url()).status_code == 404
    client.force_login(charlie)
    assert client.get(umkm.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("pk", [0, 10**6, 10**30])
def test_no_such_firm(client, db, pk):
    assert client.get(f"/umkm/{pk}/").status_code == 404


def test_page_costs_a_constant_number_of_queries(client, umkm, alice, verifier):
    client.force_login(alice)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(client, umkm)
        return len(queries)

    page_of(client, umkm)
    few = cost()
    for _ in range(5):
        save_product(umkm, actor=alice, **builders.product())
        save_certificate(umkm, actor=alice, **builders.certificate())
        change_status(umkm, "return", actor=verifier, note="Lengkapi.")
        change_status(umkm, "resubmit", actor=alice)
    assert cost() == few <= 9


# ── Returned and sent again ──────────────────────────────────────────────────────────────────────────────────────────


def test_returned_with_a_remark_mended_and_sent_again(client, umkm, alice, verifier):
    change_status(umkm, "return", actor=verifier, note="Foto produk belum jelas.")
    client.force_login(alice)
    page = page_of(client, umkm)
    assert "Foto produk belum jelas." in page
    step = reverse("umkm:step", args=[umkm.pk, "resubmit"])
    assert step in page

    assert client.post(step, {"note": ""})["Location"] == umkm.get_absolute_url()
    umkm.refresh_from_db()
    assert umkm.status == "registered"
    assert step not in page_of(client, umkm)


def test_a_step_that_has_been_taken_is_a_409_with_a_sentence(client, umkm, alice, verifier):
    change_status(umkm, "return", actor=verifier, note="Lengkapi.")
    client.force_login(alice)
    step = reverse("umkm:step", args=[umkm.pk, "resubmit"])
    client.post(step)
    again = client.post(step, {"note": "Sudah saya lengkapi"})
    assert again.status_code == 409
    page = again.content.decode()
    assert "menunggu verifikasi" in page
    assert "Sudah saya lengkapi" in page
    assert umkm.changes.count() == 3


def test_a_verifier_may_decide_here_too(client, umkm, verifier):
    client.force_login(verifier)
    url = reverse("umkm:step", args=[umkm.pk, "return"])
    assert client.get(url).status_code == 200
    empty = client.post(url, {"note": ""})
    assert empty.status_code == 200
    assert "note" in empty.context["form"].errors
    umkm.refresh_from_db()
    assert umkm.status == "registered"
    assert client.post(url, {"note": "Alamat belum lengkap."}).status_code == 302
    umkm.refresh_from_db()
    assert umkm.status == "returned"


def test_a_verb_that_does_not_exist(client, umkm, verifier):
    client.force_login(verifier)
    assert client.post(f"/umkm/{umkm.pk}/langkah/hapus/").status_code == 404
    assert client.delete(reverse("umkm:step", args=[umkm.pk, "verify"])).status_code == 405


def test_a_state_never_changes_by_looking(client, umkm, verifier):
    client.force_login(verifier)
    for verb in ("verify", "return", "reject"):
        assert client.get(reverse("umkm:step", args=[umkm.pk, verb])).status_code == 200
    umkm.refresh_from_db()
    assert umkm.status == "registered"


# ── Forms of its people ──────────────────────────────────────────────────────────────────────────────────────────────


#: A good form for each stage that is about the firm itself, and what it leaves behind.
STAGES = {
    "usaha": {
        "name": "Lurik Alice",
        "cluster": "lurik",
        "owner_name": "Alice",
        "women_owned": "true",
        "telephone": "0812-0000-1111",
        "village": "33.10.04.2005",
        "address": "Jalan Pemuda 3",
        "description": "Tenun ATBM.",
    },
    "identitas": {"form": "kub", "nib": "1234567890123"},
    "syarat": {
        "workers_men": "2",
        "workers_women": "5",
        "workers_disabled": "1",
        "down_payment_percent": "30",
        "payment_days": "14",
        "accepts_consignment": "on",
    },
    "harapan": {"wishes": ["capital", "training"], "wish_note": "Mesin jahit."},
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_saved_and_leads_back_to_the_profile(client, umkm, alice, stage):
    client.force_login(alice)
    url = reverse("umkm:stage", args=[umkm.pk, stage])
    answer = client.post(url, STAGES[stage])
    assert answer["Location"] == reverse("umkm:profile", args=[umkm.pk])
    umkm.refresh_from_db()
    expected = {
        "usaha": (umkm.women_owned, umkm.village_id, umkm.telephone)
        == (True, "33.10.04.2005", "+6281200001111"),
        "identitas": (umkm.form, umkm.nib) == ("kub", "1234567890123"),
        "syarat": (umkm.workers_women, umkm.down_payment_percent, umkm.payment_days) == (5, 30, 14),
        "harapan": (umkm.wishes, umkm.wish_note) == (["capital", "training"], "Mesin jahit."),
    }
    assert expected[stage]
    assert not umkm.drafts.get(stage=stage).open_values


@pytest.mark.parametrize(
    ("stage", "field", "value"),
    [
        ("usaha", "name", ""),
        ("usaha", "telephone", "tidak ada"),
        ("usaha", "village", "35.28.01.2001"),
        ("usaha", "description", "x" * 2001),
        ("identitas", "nib", "123"),
        ("identitas", "nib", "12345678901234"),
        ("syarat", "down_payment_percent", "101"),
        ("syarat", "payment_days", "-1"),
        ("syarat", "payment_days", "dua minggu"),
        ("syarat", "workers_disabled", "8"),
        ("harapan", "wishes", ["uang"]),
    ],
)
def test_a_stage_says_what_is_wrong_and_loses_nothing(client, umkm, alice, stage, field, value):
    before = Umkm.objects.filter(pk=umkm.pk).values().get()
    client.force_login(alice)
    url = reverse("umkm:stage", args=[umkm.pk, stage])
    response = client.post(url, STAGES[stage] | {field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert Umkm.objects.filter(pk=umkm.pk).values().get() == before
    # What was refused is there on another phone, too.
    assert umkm.drafts.get(stage=stage).open_values.get(field, "") == value


def test_the_profile_shows_how_far_it_is(client, umkm, alice, django_assert_max_num_queries):
    client.force_login(alice)
    with django_assert_max_num_queries(22):
        page = client.get(reverse("umkm:profile", args=[umkm.pk]))
    assert page.context["done"] == 1
    for stage in ("identitas", "syarat", "harapan"):
        client.post(reverse("umkm:stage", args=[umkm.pk, stage]), STAGES[stage])
    page = client.get(reverse("umkm:profile", args=[umkm.pk]))
    assert page.context["done"] == 4
    assert "Profil: 4 dari 6 tahap lengkap" in page.content.decode()


@pytest.fixture
def goods():
    return {
        "name": "Kain rangrang",
        "cluster": "lurik",
        "unit": "meter",
        "capacity_month": "1.500",
        "committed_month": "",
        "minimum_order": "20",
        "lead_time_days": "14",
        "price_min": "Rp 100.000",
        "price_max": "150 000",
        "busy_months": ["12", "6"],
        "description": "",
        "is_active": "on",
    }


def test_product_is_added_and_changed(client, umkm, alice, goods):
    client.force_login(alice)
    client.post(reverse("umkm:product-new", args=[umkm.pk]), goods)
    product = umkm.products.get(name="Kain rangrang")
    assert (product.capacity_month, product.committed_month) == (1_500, 0)
    assert (product.price_min, product.price_max) == (100_000, 150_000)
    assert sorted(product.busy_months) == [6, 12]

    url = reverse("umkm:product", args=[umkm.pk, product.pk])
    assert 'value="100.000"' in client.get(url).content.decode()
    client.post(url, goods | {"capacity_month": "900", "busy_months": []})
    product.refresh_from_db()
    assert (product.capacity_month, product.busy_months) == (900, [])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("cluster", "emas"),
        ("unit", ""),
        ("capacity_month", "-1"),
        ("capacity_month", "1,5"),
        ("committed_month", "1.501"),
        ("lead_time_days", "400"),
        ("price_max", "99.999"),
        ("price_min", "9" * 20),
        ("busy_months", ["13"]),
    ],
)
def test_product_says_what_is_wrong(client, umkm, alice, goods, field, value):
    client.force_login(alice)
    url = reverse("umkm:product-new", args=[umkm.pk])
    response = client.post(url, goods | {field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert umkm.products.count() == 1


def test_certificate_is_added_and_changed(client, umkm, alice):
    client.force_login(alice)
    given = {
        "kind": "halal",
        "number": "H-1",
        "issued_on": "2026-01-01",
        "expires_on": "2030-01-01",
    }
    client.post(reverse("umkm:certificate-new", args=[umkm.pk]), given)
    certificate = umkm.certificates.get()
    url = reverse("umkm:certificate", args=[umkm.pk, certificate.pk])
    assert 'value="2030-01-01"' in client.get(url).content.decode()

    backwards = client.post(url, given | {"expires_on": "2025-12-31"})
    assert list(backwards.context["form"].errors) == ["expires_on"]
    assert client.post(url, given | {"expires_on": ""}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.expires_on is None


def test_the_same_certificate_twice_is_said_on_the_page(client, umkm, alice):
    client.force_login(alice)
    url = reverse("umkm:certificate-new", args=[umkm.pk])
    given = {"kind": "halal", "number": "H-1"}
    client.post(url, given)
    assert "sudah tercatat" in client.post(url, given).content.decode()
    assert umkm.certificates.count() == 1
