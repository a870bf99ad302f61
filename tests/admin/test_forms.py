"""What officials type goes through the services; what those refuse comes back with everything that was typed."""

from datetime import timedelta

import pytest
from django.contrib.postgres.search import SearchQuery
from django.urls import reverse
from django.utils import timezone

from investors.models import Company, Need
from tests import builders
from umkm.models import Product, Umkm


def typed(client, url) -> dict:
    """What a browser would send from the form as it stands."""
    form = client.get(url, {"ubah": 1}).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items()}


# ── UMKM ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_firm_is_found_by_its_new_name(verifier, signed_in):
    """The service renews the search vector; a plain save would not."""
    umkm = builders.make_umkm()
    client = signed_in(verifier)
    url = reverse("admin:umkm_umkm_change", args=[umkm.pk])
    answer = client.post(url, {**typed(client, url), "name": "Gendhis Manis"})
    assert answer.url == url
    assert Umkm.objects.get(search=SearchQuery("gendhis", config="simple")) == umkm


def test_a_wrong_number_keeps_what_was_typed(verifier, signed_in):
    umkm = builders.make_umkm()
    client = signed_in(verifier)
    url = reverse("admin:umkm_umkm_change", args=[umkm.pk])
    data = {**typed(client, url), "telephone": "12", "owner_name": "Bu Baru"}
    answer = client.post(url, data)
    assert answer.status_code == 200
    assert "Nomor telepon belum benar" in answer.content.decode()
    assert 'value="Bu Baru"' in answer.content.decode()
    umkm.refresh_from_db()
    assert umkm.owner_name != "Bu Baru"


def test_an_officer_registers_an_umkm_with_the_owners_consent(verifier, signed_in):
    client = signed_in(verifier)
    url = reverse("admin:umkm_umkm_add")
    data = {
        "name": "Lurik Bayat",
        "owner_name": "Pak Sastro",
        "form": "single",
        "women_owned": "unknown",
        "cluster": "lurik",
        "telephone": "0812 7777 0001",
        "village": "33.10.03.2006",
        "nib": "1234-5678-90123",
    }
    answer = client.post(url, data)
    assert "consent" in answer.context["adminform"].form.errors
    assert not Umkm.objects.exists()
    client.post(url, {**data, "consent": "on"})
    umkm = Umkm.objects.get()
    assert (umkm.telephone, umkm.nib) == ("+6281277770001", "1234567890123")
    assert umkm.registered_by == verifier
    assert umkm.changes.get().verb == "register"


def test_a_product_is_added_and_changed(verifier, signed_in):
    umkm = builders.make_umkm(products=[])
    client = signed_in(verifier)
    data = {
        "umkm": umkm.pk,
        "name": "Selendang",
        "cluster": "lurik",
        "unit": "meter",
        "committed_month": 10,
        "capacity_month": 100,
        "busy_months": ["3", "4"],
        "is_active": "on",
    }
    answer = client.post(reverse("admin:umkm_product_add"), data)
    assert answer.url == reverse("admin:umkm_umkm_change", args=[umkm.pk])
    product = umkm.products.get()
    assert product.busy_months == [3, 4]

    url = reverse("admin:umkm_product_change", args=[product.pk])
    answer = client.post(url, {**typed(client, url), "committed_month": 500})
    assert answer.status_code == 200
    assert "tidak boleh melebihi kapasitas" in answer.content.decode()
    product.refresh_from_db()
    assert product.committed_month == 10


def test_a_product_never_moves_to_another_umkm(verifier, signed_in):
    umkm, other = builders.make_umkm(), builders.make_umkm()
    product = umkm.products.get()
    client = signed_in(verifier)
    url = reverse("admin:umkm_product_change", args=[product.pk])
    client.post(url, {**typed(client, url), "umkm": other.pk, "name": "Serbet"})
    product.refresh_from_db()
    assert (product.umkm, product.name) == (umkm, "Serbet")
    assert Product.objects.filter(umkm=other).count() == 1


# ── Companies and needs ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_company_is_changed_with_its_project_districts(officer, signed_in):
    buyer = builders.make_company()
    client = signed_in(officer)
    url = reverse("admin:investors_company_change", args=[buyer.pk])
    data = {**typed(client, url), "project_districts": ["33.10.03"], "contact_name": "Ibu Sari"}
    assert client.post(url, data).status_code == 302
    buyer.refresh_from_db()
    assert buyer.contact_name == "Ibu Sari"
    assert [district.pk for district in buyer.project_districts.all()] == ["33.10.03"]


@pytest.mark.parametrize("nonsense", ["<b>bukan angka</b>", "a\x00b", "9" * 40])
def test_nonsense_in_the_place_of_a_row_is_said_on_the_form(nonsense, officer, signed_in):
    need = builders.make_need()
    client = signed_in(officer)
    url = reverse("admin:investors_need_change", args=[need.pk])
    data = {**typed(client, url), "delivery_district": nonsense, "kbli": nonsense, "title": "Baru"}
    answer = client.post(url, data)
    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {"delivery_district", "kbli"}
    assert 'value="Baru"' in answer.content.decode()

    company = reverse("admin:investors_company_change", args=[need.company_id])
    answer = client.post(company, {**typed(client, company), "project_districts": [nonsense]})
    assert set(answer.context["adminform"].form.errors) == {"project_districts"}


def test_capital_and_country_must_fit(officer, signed_in):
    buyer = builders.make_company()
    client = signed_in(officer)
    url = reverse("admin:investors_company_change", args=[buyer.pk])
    answer = client.post(url, {**typed(client, url), "capital": "PMA", "business": "Garmen"})
    assert answer.status_code == 200
    assert "PMA memerlukan negara asal modal" in answer.content.decode()
    assert 'value="Garmen"' in answer.content.decode()
    assert Company.objects.get().capital == "PMDN"


@pytest.fixture
def need_data(db):
    today = timezone.localdate()
    return {
        "title": "Serbet lurik",
        "text": "Serbet untuk restoran",
        "category": "tableware",
        "clusters": ["lurik"],
        "unit": "meter",
        "volume_month": 100,
        "price_ceiling": 50_000,
        "first_delivery": today + timedelta(days=10),
        "months": 6,
        "many_suppliers": "on",
        "down_payment_percent": 20,
        "payment_days": 14,
        "pattern": "rantai-pasok",
        "visibility": "public",
        "valid_until": today + timedelta(days=20),
    }


def test_a_need_is_written_for_a_company_and_waits_for_its_verification(
    officer, signed_in, need_data
):
    buyer = builders.make_company()
    client = signed_in(officer)
    client.post(reverse("admin:investors_need_add"), {**need_data, "company": buyer.pk})
    need = Need.objects.get()
    assert (need.status, need.created_by) == ("draft", officer)
    assert [cluster.pk for cluster in need.clusters.all()] == ["lurik"]

    client.post(
        reverse("admin:investors_company_step", args=[buyer.pk, "verify"]),
        {"note": "", "method": "registry"},
    )
    need.refresh_from_db()
    assert need.status == "open"


def test_what_only_the_service_knows_comes_back_beside_its_field(officer, signed_in, need_data):
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = signed_in(officer).post(
        reverse("admin:investors_need_add"),
        {**need_data, "company": builders.make_company().pk, "valid_until": yesterday},
    )
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert form.errors["valid_until"] == ["Tanggal ini sudah lewat."]
    assert form["title"].value() == "Serbet lurik"
    assert not Need.objects.exists()


def test_a_closed_need_is_not_changed(officer, signed_in):
    wanted = builders.make_need()
    client = signed_in(officer)
    step = reverse("admin:investors_need_step", args=[wanted.pk, "close"])
    assert client.post(step, {"note": ""}).status_code == 200  # no reason was chosen
    assert client.post(step, {"note": "", "reason": "elsewhere"}).status_code == 302
    url = reverse("admin:investors_need_change", args=[wanted.pk])
    answer = client.post(url, {**typed(client, url), "title": "Judul lain"})
    assert answer.status_code == 409
    assert "sudah ditutup" in answer.content.decode()
    assert 'value="Judul lain"' in answer.content.decode()
    assert Need.objects.get().title == wanted.title


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("admin:umkm_umkm_changelist", {"status__exact": "a\x00b"}),
        ("admin:partnerships_suggestion_changelist", {"umkm__cluster__code__exact": "\x00"}),
        ("admin:autocomplete", {"term": "\x00"}),
    ],
)
def test_a_null_character_is_refused_in_words(name, query, officer, signed_in):
    if name == "admin:autocomplete":
        query |= {"app_label": "umkm", "model_name": "umkm", "field_name": "village"}
    answer = signed_in(officer).get(reverse(name), query)
    assert answer.status_code == 400
    assert "Karakter null tidak dapat dicari." in answer.content.decode()
