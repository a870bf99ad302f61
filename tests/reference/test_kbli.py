"""KBLI: a code means something only together with its version."""

import pytest
from django.db import IntegrityError, transaction
from django.forms import Form

from investors.forms import need_fields
from investors.forms.rows import add_kbli_rows
from kemitraan.reference import form_fields
from kemitraan.reference.files import known_regencies, read_files
from kemitraan.reference.models import Cluster, Kbli, KbliCluster


def code(version: str, digits: str) -> Kbli:
    return Kbli.objects.get(version=version, code=digits)


def successors(digits: str) -> set[str]:
    return set(code("2020", digits).successors.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("23932", {"23932"}),  # kept
        ("13134", {"13133"}),  # batik moved
        ("31001", {"31011"}),  # wooden furniture moved
        ("13121", {"13121", "13122"}),  # weaving was parted into machine and hand
        ("03226", {"03221"}),  # fry joined the ponds
        ("01283", set()),  # chilli: no successor known
    ],
)
def test_where_an_activity_went(klaten, old, new):
    assert successors(old) == new


def test_the_same_digits_are_not_the_same_activity(klaten):
    """03222 was fish in floating cages; today it is ornamental fish, and the cages are in 03221."""
    assert code("2020", "03222") != code("2025", "03222")
    assert successors("03222") == {"03221"}
    assert set(code("2025", "03222").predecessors.values_list("code", flat=True)) == {"03225"}


def test_seasoning_did_not_become_salt(klaten):
    assert successors("10772") == {"10779"}
    assert not code("2025", "10772").predecessors.exists()


def test_moves_lead_from_2020_to_2025(klaten):
    moves = Kbli.successors.through.objects
    assert moves.count() == klaten["kbli_moves"]
    assert not moves.exclude(from_kbli__version="2020", to_kbli__version="2025").exists()


def test_every_cluster_of_klaten_has_core_codes_in_both_versions(klaten):
    for cluster in Cluster.objects.all():
        core = cluster.kbli_codes.filter(part=KbliCluster.Part.CORE)
        assert set(core.values_list("kbli__version", flat=True)) == {"2020", "2025"}, cluster


def test_a_cluster_leads_to_its_codes_and_a_code_to_its_clusters(klaten):
    tailoring = code("2020", "14111")
    assert {row.code for row in tailoring.clusters.all()} == {"batik", "lurik", "konveksi"}
    parts = dict(KbliCluster.objects.filter(kbli=tailoring).values_list("cluster", "part"))
    assert parts["konveksi"] == KbliCluster.Part.CORE
    assert parts["batik"] == KbliCluster.Part.RELATED


def test_only_the_codes_that_are_needed_are_kept():
    kept, needed = set(), set()
    for regency in known_regencies():
        files = read_files(regency)
        kept |= {(row["version"], row["code"]) for row in files["kbli"]}
        needed |= {(row["version"], row["code"]) for row in files["kbli_clusters"]}
        for row in files["kbli_moves"]:
            needed |= {("2020", row["code_2020"]), ("2025", row["code_2025"])}
    assert kept == needed


def test_a_buyer_has_a_code_that_no_supplier_is_offered(klaten):
    hotel = code("2025", "55101")
    assert {row.code for row in hotel.predecessors.all()} == {"55110"}
    of_a_company = Form()
    add_kbli_rows(of_a_company, None)
    assert hotel in of_a_company.kbli_by_key.values()
    for field in (form_fields.KbliField(), need_fields.KbliField()):
        assert hotel not in field.queryset
        assert code("2025", "13133") in field.queryset


def test_the_database_holds_a_code_once_in_a_version(klaten):
    with pytest.raises(IntegrityError), transaction.atomic():
        Kbli.objects.create(version="2025", code="13133", title="Sekali lagi")
    with pytest.raises(IntegrityError), transaction.atomic():
        Kbli.objects.create(version="2025", code="1313", title="Empat angka")
    Kbli.objects.create(version="2020", code="13133", title="Dulu: pencetakan kain")
