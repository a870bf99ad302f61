"""Clusters in the words of the kabupaten, in the reader's language, and another kabupaten by data alone."""

import pytest
from django.utils import translation

from kemitraan.reference.models import CertificateKind, Cluster
from kemitraan.reference.services import load_reference, rows_gone_from_files

KLATEN = [
    "keramik",
    "batik",
    "lurik",
    "lereng merapi",
    "makanan olahan",
    "mebel",
    "logam",
    "desa wisata",
    "konveksi",
    "handycraft",
    "minapolitan",
]
PAMEKASAN = ["batik", "garam", "tembakau", "ternak", "makanan olahan", "handycraft"]


def names(rows) -> list[str]:
    return [row.name_id for row in rows]


def test_eleven_clusters_as_klaten_spells_them_in_klatens_order(klaten):
    assert names(Cluster.objects.inside()) == KLATEN


def test_what_lies_outside_comes_last_and_apart(klaten):
    outside = Cluster.objects.last()
    assert (outside.code, outside.is_outside) == ("penunjang", True)
    assert outside not in Cluster.objects.inside()
    assert Cluster.objects.count() == 12


def test_codes_are_the_names_with_hyphens(klaten):
    for cluster in Cluster.objects.inside():
        assert cluster.code == cluster.name_id.replace(" ", "-")


@pytest.mark.parametrize(
    ("language", "name", "outside"),
    [
        ("id", "keramik", "jasa & penunjang"),
        ("en", "ceramics", "services & supplies"),
        ("en-gb", "ceramics", "services & supplies"),
        (None, "keramik", "jasa & penunjang"),
    ],
)
def test_names_follow_the_reader(klaten, language, name, outside):
    with translation.override(language):
        assert Cluster.objects.get(code="keramik").name == name
        assert str(Cluster.objects.get(code="penunjang")) == outside


def test_descriptions_follow_the_reader(klaten):
    keramik = Cluster.objects.get(code="keramik")
    with translation.override("id"):
        assert keramik.description == keramik.description_id
    with translation.override("en"):
        assert keramik.description == keramik.description_en


@pytest.mark.parametrize("regency", ["33.10", "35.28"])
def test_each_cluster_is_described_in_one_sentence_of_each_language(nothing_loaded, regency):
    load_reference(regency)
    told = []
    for cluster in Cluster.objects.all():
        for sentence in (cluster.description_id, cluster.description_en):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert sentence.count(".") == 1
            told.append(sentence)
    assert len(set(told)) == len(told)


def test_pamekasan_has_its_own_clusters_and_the_same_bucket(pamekasan):
    assert names(Cluster.objects.inside()) == PAMEKASAN
    assert Cluster.objects.last().code == "penunjang"


def test_a_certificate_for_klatens_clusters_is_not_one_for_all_of_pamekasans(pamekasan):
    """Without the clusters that it is for it would be offered to everyone: then it is not offered at all."""
    assert not CertificateKind.objects.filter(code__in=["cbib", "iatf-16949", "chse"]).exists()
    for_all = CertificateKind.objects.filter(clusters=None)
    assert {kind.code for kind in for_all} == {"nib", "merek"}


def test_clusters_of_the_former_regency_are_kept_and_named(klaten):
    load_reference("35.28")
    gone = rows_gone_from_files("35.28")
    assert set(gone["clusters"]) == {row.replace(" ", "-") for row in KLATEN} - {
        "batik",
        "makanan-olahan",
        "handycraft",
    }
    assert Cluster.objects.filter(code="lurik").exists()
