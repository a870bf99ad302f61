"""The words of the directory: both languages, synonyms, typing errors, and what a page says about them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kemitraan.reference import recent
from kemitraan.reference.lexicon import recent_lexicon
from kemitraan.reference.models import Concept, Form
from tests import builders
from umkm.models import DirectoryEntry, DirectoryOffer, PublicField, SearchWord, Umkm
from umkm.search.question import read_question
from umkm.services.personal import choose_public_fields
from umkm.services.search import rebuild_search, refresh_search

URL = "/direktori/"


def found(client, text, **query) -> set[str]:
    response = client.get(URL, {"q": text, **query})
    assert response.status_code == 200
    return {umkm.name for umkm in response.context["page"]}


def firm(name: str, product: str, cluster: str, told: str = "", **given) -> Umkm:
    goods = [builders.product(name=product, description=told, cluster=cluster)]
    return builders.make_verified_umkm(name=name, cluster=cluster, products=goods, **given)


@pytest.fixture
def trades(db):
    """One firm for each thing that is looked for, none with a word of the query in its name."""
    firm("Usaha Satu", "Serbet", "lurik")
    firm("Usaha Dua", "Soun", "makanan-olahan")
    firm("Usaha Tiga", "Piring keramik", "keramik")
    firm("Usaha Empat", "Keripik tempe", "makanan-olahan")
    firm("Usaha Lima", "Kursi tamu jati", "mebel")
    firm("Usaha Enam", "Jasa maklun kemeja", "konveksi")
    firm("Usaha Tujuh", "Batik cap", "batik")
    firm("Usaha Delapan", "Ikan mas segar", "minapolitan")
    firm("Usaha Sembilan", "Cincin emas", "handycraft")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tea towel", "Usaha Satu"),
        ("glass noodle", "Usaha Dua"),
        ("sohun", "Usaha Dua"),
        ("cutlery of clay", "Usaha Tiga"),
        ("kripik tempe", "Usaha Empat"),
        ("keripiknya", "Usaha Empat"),
        ("teak chairs", "Usaha Lima"),
        ("mebel jati", "Usaha Lima"),
        ("meubel jati", "Usaha Lima"),
        ("furniture", "Usaha Lima"),
        ("konvksi", "Usaha Enam"),
        ("menjahit", "Usaha Enam"),
    ],
)
def test_things_are_found_by_every_name_they_have(client, trades, text, name):
    assert found(client, text) == {name}


@pytest.mark.parametrize(
    ("text", "product", "other", "cluster"),
    [
        # words that tell nothing by themselves, and longer words that begin alike
        ("seragam kerja pabrik", "Seragam kerja", "Topi seragam", "konveksi"),
        ("jasa bubut", "Jasa bubut", "Gir finishing bubut", "logam"),
        ("lunch box", "Lunch boxes", "Snack box", "makanan-olahan"),
    ],
)
def test_who_says_it_in_the_same_words_comes_first(client, db, text, product, other, cluster):
    firm("Usaha Sama", product, cluster)
    firm("Usaha Lain", other, cluster)  # the newest would come first
    response = client.get(URL, {"q": text})
    assert [umkm.name for umkm in response.context["page"]] == ["Usaha Sama", "Usaha Lain"]


def test_an_ambiguous_word_means_what_its_company_says(client, trades):
    assert found(client, "ikan mas") == {"Usaha Delapan"}
    assert found(client, "batik cap") == {"Usaha Tujuh"}


def test_a_name_that_no_dictionary_has_is_put_right_by_the_firms_own_words(client, db):
    firm("Sekarwangi Abadi", "Kain lurik", "lurik")
    response = client.get(URL, {"q": "sekarwamgi"})
    assert [row.name for row in response.context["page"]] == ["Sekarwangi Abadi"]
    page = response.content.decode()
    assert "Menampilkan hasil untuk <strong>sekarwangi</strong>" in page
    assert "?q=sekarwamgi&amp;exact=on" in page
    assert found(client, "sekarwamgi", exact="on") == set()


def test_what_is_there_as_it_was_typed_is_not_put_right(client, trades):
    firm("Konvksi Baru", "Topi", "konveksi")
    response = client.get(URL, {"q": "konvksi"})
    assert "Menampilkan hasil" not in response.content.decode()
    assert "Konvksi Baru" in {row.name for row in response.context["page"]}


def test_nothing_found_says_what_to_loosen_and_how_much_it_brings(client, trades):
    response = client.get(URL, {"q": "keripik serbet", "cluster": "batik"})
    assert not response.context["page"].object_list
    response = client.get(URL, {"q": "keripik serbet"})
    links = {link.label: link.count for link in response.context["loosenings"]}
    assert links == {"tanpa kata “keripik”": 1, "tanpa kata “serbet”": 1}
    response = client.get(URL, {"q": "keripik", "cluster": "batik"})
    (link,) = response.context["loosenings"]
    assert (link.count, link.url) == (1, "?q=keripik")
    response = client.get(URL, {"q": "cincn", "exact": "on"})
    assert "?q=cincin&exact=on" in {link.url for link in response.context["spellings"]}


def test_families_stand_in_when_no_firm_has_all_of_it(client, trades):
    response = client.get(URL, {"q": "sendok tanah liat"})
    assert [row.name for row in response.context["page"]] == ["Usaha Tiga"]
    assert "ini yang sejenis" in response.content.decode()


def test_what_an_owner_hides_is_not_told_by_words_or_filters(client, verified_umkm, alice):
    today = timezone.localdate()
    Umkm.objects.filter(pk=verified_umkm.pk).update(
        description="Pewarna alam indigofera", payment_days=30, down_payment_percent=0, accepts_consignment=True
    )  # fmt: skip
    verified_umkm.certificates.create(kind_id="halal", number="1", expires_on=today)
    refresh_search([verified_umkm.pk])
    product = verified_umkm.products.get()
    asked = [
        {"q": "indigofera"},
        {"certificate": "halal"},
        {"payment_days": "7"},
        {"no_down_payment": "on"},
        {"consignment": "on"},
        {"capacity": "1", "unit": product.unit_id},
        {"total": "1", "unit": product.unit_id},
        {"price_from": "1"},
    ]
    type(product).objects.filter(pk=product.pk).update(
        capacity_month=10, committed_month=0, price_min=1000, price_max=2000
    )
    for query in asked:
        assert client.get(URL, query).context["answer"].total == 1, query
    choose_public_fields(Umkm.objects.get(pk=verified_umkm.pk), actor=alice, fields=[])
    for query in asked:
        assert client.get(URL, query).context["answer"].total == 0, query
    whole = client.get(URL).context["answer"]
    assert whole.total == 1
    for facet in ("certificate", "payment_days", "no_down_payment", "consignment"):
        assert not +whole.counts[facet], facet
    choose_public_fields(
        Umkm.objects.get(pk=verified_umkm.pk), actor=alice, fields=list(PublicField.values)
    )
    assert client.get(URL, {"q": "indigofera"}).context["answer"].total == 1


def test_a_certificate_that_ran_out_counts_no_more_though_nobody_touched_its_row(
    client, db, settings
):
    today = timezone.localdate()
    umkm = builders.make_verified_umkm(
        certificates=[builders.certificate(kind="halal", expires_on=today), builders.certificate(kind="sni", expires_on=None)]
    )  # fmt: skip
    past = {"certificates": ["halal", "sni"], "next_expiry": today - timedelta(days=1)}
    umkm.certificates.filter(kind="halal").update(expires_on=today - timedelta(days=1))
    DirectoryEntry.objects.filter(pk=umkm.pk).update(**past)  # as it was written days ago
    counts = client.get(URL).context["answer"].counts["certificate"]
    assert +counts == {"sni": 1}
    assert client.get(URL, {"certificate": "halal"}).context["answer"].total == 0


def test_a_firm_that_leaves_the_directory_leaves_its_counts(client, verified_umkm):
    assert client.get(URL).context["answer"].total == 1
    Umkm.objects.filter(pk=verified_umkm.pk).update(is_listed=False)
    assert client.get(URL).context["answer"].total == 0
    Umkm.objects.filter(pk=verified_umkm.pk).update(is_listed=True)
    verified_umkm.products.all().delete()
    entry = DirectoryEntry.objects.get(pk=verified_umkm.pk)
    assert entry.is_listed
    assert not DirectoryOffer.objects.exists()


def test_the_night_reads_all_firms_with_the_words_of_that_day(client, verified_umkm, monkeypatch):
    Umkm.objects.filter(pk=verified_umkm.pk).update(description="Ada kitiran.")
    SearchWord.objects.create(word="hantuu")
    concept = Concept.objects.create(name="kincir mainan", kind="thing")
    for words, language in (("kitiran", "local"), ("pinwheel", "en")):
        Form.objects.create(words=words, concept=concept, language=language)
    monkeypatch.setattr(recent, "KEPT", 0.0)
    assert rebuild_search() == 1
    assert found(client, "pinwheel") == {"Lurik Alice"}
    assert SearchWord.objects.filter(word="kitiran").exists()
    assert not SearchWord.objects.filter(word="hantuu").exists()
    recent_lexicon.forget()  # what was added here ends here


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("kurnia", "('~kurnia' | 'kurnia':*)"),
        ("mas", "('~ikan mas')"),
        ("untuk", "('untuk':*)"),
        ("d4", "('d4')"),
        ("", ""),
    ],
)
def test_what_is_looked_for(db, text, query):
    assert read_question(text).query == query


def test_exact_is_each_word_from_its_beginning(db):
    assert read_question("Tea towel", exact=True).query == "('tea':*) & ('towel':*)"
