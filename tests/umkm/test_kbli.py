"""Which KBLI is suggested for a product: from its words, its cluster, and both versions never mixed."""

import pytest
from django.urls import reverse

from umkm.kbli import Candidate, candidates, suggest_kbli

ROWS = [
    Candidate(1, "13122", "Tenun bukan mesin (ATBM)", {"lurik": True}),
    Candidate(2, "13133", "Kain batik", {"batik": True}),
    Candidate(3, "10794", "Kerupuk, keripik, dan peyek", {"makanan-olahan": True}),
    Candidate(4, "14111", "Konveksi pakaian dari kain", {"konveksi": True, "batik": False}),
]


def codes(text, cluster, rows=ROWS):
    return [row.code for row in suggest_kbli(text, cluster, rows)]


@pytest.mark.parametrize(
    ("text", "cluster", "first"),
    [
        ("Kain lurik tenun tangan", "lurik", "13122"),
        ("kripik paru", "makanan-olahan", "10794"),
        ("Seragam kerja", "batik", "14111"),
        ("Tenunan", "konveksi", "13122"),
    ],
)
def test_the_most_probable_stands_first(text, cluster, first):
    assert codes(text, cluster)[0] == first


def test_words_that_say_nothing_suggest_the_core_of_the_cluster():
    assert codes("Produk unggulan", "batik") == ["13133", "14111"]
    assert codes("Produk unggulan", "") == []


@pytest.mark.parametrize(
    ("text", "cluster", "wanted"),
    [
        ("Sambal bawang botol", "makanan-olahan", "10779"),
        ("Tempe kedelai", "makanan-olahan", "10307"),
        ("Kursi tamu jati", "mebel", "31011"),
        ("Blok rem cor besi", "logam", "24310"),
        ("Kopi robusta bubuk", "lereng-merapi", "10761"),
        ("Batik tulis", "batik", "13133"),
        ("Homestay dua kamar", "desa-wisata", "55201"),
        ("Payung hias", "handycraft", "32909"),
    ],
)
def test_of_the_real_list(db, text, cluster, wanted):
    rows = candidates()
    assert wanted in codes(text, cluster, rows)
    assert codes(text, cluster, rows) == codes(text, cluster, rows[::-1])


def test_the_page_offers_buttons(client, db):
    answer = client.get(reverse("umkm:kbli"), {"name": "Kain batik tulis", "cluster": "batik"})
    assert "13133" in answer.content.decode()
    assert client.get(reverse("umkm:kbli")).content.decode().strip() == ""
