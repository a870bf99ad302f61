"""Kinds of certificates: what can be proved, who gives it, who helps."""

import pytest
from django.utils import translation

from kemitraan.reference.models import CertificateKind

EXPECTED = {
    "nib",
    "spp-irt",
    "bpom-md",
    "halal",
    "cppob",
    "haccp",
    "slhs",
    "nkv",
    "cbib",
    "cpib",
    "sni",
    "sni-bina-umk",
    "svlk",
    "fsc",
    "tkdn-ik",
    "batikmark",
    "ig",
    "merek",
    "iso-9001",
    "iatf-16949",
    "chse",
}


def clusters_of(code: str) -> set[str]:
    return set(CertificateKind.objects.get(code=code).clusters.values_list("code", flat=True))


def test_all_kinds_are_there_and_the_nib_comes_first(klaten):
    codes = list(CertificateKind.objects.values_list("code", flat=True))
    assert set(codes) == EXPECTED
    assert codes[0] == "nib"


def test_each_names_who_gives_it_and_who_helps(klaten):
    assert not CertificateKind.objects.filter(issuer="").exists()
    assert not CertificateKind.objects.filter(served_by="").exists()
    assert CertificateKind.objects.get(code="spp-irt").served_by == "Dinas Kesehatan"
    assert CertificateKind.objects.get(code="nib").served_by == "DPMPTSP"


@pytest.mark.parametrize(
    ("code", "clusters"),
    [
        ("nib", set()),
        ("merek", set()),
        ("batikmark", {"batik"}),
        ("svlk", {"mebel", "handycraft"}),
        ("halal", {"makanan-olahan", "lereng-merapi", "minapolitan", "penunjang"}),
    ],
)
def test_which_clusters_a_kind_is_for(klaten, code, clusters):
    assert clusters_of(code) == clusters


def test_in_pamekasan_it_is_for_pamekasans_clusters(pamekasan):
    assert clusters_of("nkv") == {"ternak"}
    assert clusters_of("svlk") == {"handycraft"}


def test_some_end_after_years_and_some_never(klaten):
    years = dict(CertificateKind.objects.values_list("code", "validity_years"))
    assert years["spp-irt"] == 5
    assert years["nib"] is None


def test_names_follow_the_reader(klaten):
    halal = CertificateKind.objects.get(code="halal")
    with translation.override("en"):
        assert str(halal) == halal.name == "halal certificate"
    with translation.override("id"):
        assert str(halal) == halal.name == "Sertifikat halal"
