"""Loading: repeatable, all or nothing, and a broken file is named with its line."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from kemitraan.reference.files import ReferenceDataError
from kemitraan.reference.models import (
    CertificateKind,
    Cluster,
    Concept,
    Form,
    Kbli,
    KbliCluster,
    PlainWord,
    Sense,
    Unit,
    Village,
)
from kemitraan.reference.services import load_reference, rows_gone_from_files


def contents() -> dict[str, list[tuple]]:
    """Every cell of every table of the app."""
    models = apps.get_app_config("reference").get_models(include_auto_created=True)
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in models}


# ── Again and again ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_counts_are_the_rows_of_the_tables(klaten):
    assert klaten == {
        "regencies": 2,
        "districts": 39,
        "villages": 590,
        "clusters": 12,
        "units": Unit.objects.count(),
        "kbli": Kbli.objects.count(),
        "kbli_moves": Kbli.successors.through.objects.count(),
        "kbli_clusters": KbliCluster.objects.count(),
        "certificates": CertificateKind.objects.count(),
        "certificate_clusters": CertificateKind.clusters.through.objects.count(),
        "thesaurus": Concept.objects.count(),
        "forms": Form.objects.count(),
        "senses": Sense.objects.count(),
        "plain_words": PlainWord.objects.count(),
        "size_thresholds": 3,
    }


def test_twice_is_the_same_as_once(klaten):
    once = contents()
    assert load_reference("33.10") == klaten
    assert contents() == once
    assert rows_gone_from_files("33.10") == {}


def test_a_changed_row_is_changed_and_keeps_its_firms(klaten, data, rewrite):
    rewrite("villages.csv", "110.62331,Melikan", "110.62331,Melikan Baru")
    rewrite("kbli_clusters.csv", "batik,2025,13133,core", "batik,2025,13133,related")
    batik = Kbli.objects.get(version="2025", code="13133").pk
    load_reference("33.10", data=data)
    assert Village.objects.get(code="33.10.03.2006").name == "Melikan Baru"
    assert Kbli.objects.get(version="2025", code="13133").pk == batik
    assert KbliCluster.objects.get(kbli=batik, cluster="batik").part == KbliCluster.Part.RELATED


def test_rows_that_left_the_files_are_kept_and_named(klaten, data, rewrite):
    rewrite(
        "certificates.csv", "batikmark,Batikmark,Batikmark,Kemenperin,Disperindag,3,batik\n", ""
    )
    rewrite("kbli_clusters.csv", "batik,2025,13133,core\n", "")
    rewrite("kbli_moves.csv", "13134,13133\n", "")
    load_reference("33.10", data=data)
    assert CertificateKind.objects.filter(code="batikmark").exists()
    assert rows_gone_from_files("33.10", data=data) == {
        "kbli_moves": ["13134 13133"],
        "kbli_clusters": ["batik 2025 13133"],
        "certificates": ["batikmark"],
        "certificate_clusters": ["batikmark batik"],
    }


def test_a_file_saved_by_a_spreadsheet_is_read_too(nothing_loaded, data):
    """They begin with a byte order mark."""
    units = data / "units.csv"
    units.write_bytes(b"\xef\xbb\xbf" + units.read_bytes())
    assert load_reference("33.10", data=data)["units"] == Unit.objects.count()


# ── Broken files ─────────────────────────────────────────────────────────────────────────────────────────────────────

#: (file, what stands there, what is written instead, the message)
BROKEN = {
    "unknown cluster of a KBLI": (
        "kbli_clusters.csv",
        "batik,2020,13132",
        "batikk,2020,13132",
        "kbli_clusters.csv, line 2: cluster batikk is in no clusters.csv",
    ),
    "unknown cluster of a certificate": (
        "certificates.csv",
        "Disperindag,3,batik\n",
        "Disperindag,3,batikk\n",
        "certificates.csv, line 17: cluster batikk is in no clusters.csv",
    ),
    "village twice": (
        "villages.csv",
        "33.10.01.2002,",
        "33.10.01.2001,",
        "villages.csv, line 3: 33.10.01.2001 stands already in line 2",
    ),
    "cluster twice": (
        "33.10/clusters.csv",
        "\nlurik,",
        "\nbatik,",
        "33.10/clusters.csv, line 4: batik stands already in line 3",
    ),
    "link twice": (
        "kbli_clusters.csv",
        "batik,2020,13134",
        "batik,2020,13132",
        "kbli_clusters.csv, line 3: batik 2020 13132 stands already in line 2",
    ),
    "kecamatan of nowhere": (
        "districts.csv",
        "33.10.03,",
        "33.99.03,",
        "districts.csv, line 4: 33.99 is not in regencies.csv",
    ),
    "village of nowhere": (
        "villages.csv",
        "33.10.01.2001,",
        "33.10.99.2001,",
        "villages.csv, line 2: 33.10.99 is not in districts.csv",
    ),
    "crooked code": (
        "villages.csv",
        "33.10.01.2001,",
        "33.10.01.20X1,",
        "villages.csv, line 2: 33.10.01.20X1 is no code",
    ),
    "KBLI with a digit lost": (
        "kbli.csv",
        "2020,01270,",
        "2020,1270,",
        "kbli.csv, line 3: 1270 is no code",
    ),
    "KBLI of no version": (
        "kbli.csv",
        "2020,24310,",
        "2015,24310,",
        "kbli_clusters.csv, line 89: KBLI 2020 24310 is not in kbli.csv",
    ),
    "move to a code of the other version": (
        "kbli_moves.csv",
        "13134,13133",
        "13134,13134",
        "KBLI 2025 13134 is not in kbli.csv",
    ),
    "part of a cluster that is none": (
        "kbli_clusters.csv",
        "batik,2020,13132,related",
        "batik,2020,13132,beside",
        "kbli_clusters.csv, line 2: part: Value 'beside' is not a valid choice.",
    ),
    "off the map": (
        "villages.csv",
        "33.10.01.2001,-7.7758",
        "33.10.01.2001,-97.7758",
        "villages.csv, line 2: lat: Ensure this value is greater than or equal to -90.",
    ),
    "no number": (
        "villages.csv",
        "33.10.01.2001,-7.7758",
        "33.10.01.2001,south",
        "villages.csv, line 2: lat: “south” value must be a decimal number.",
    ),
    "name left out": (
        "villages.csv",
        "110.5238,Sengon",
        "110.5238,",
        "villages.csv, line 2: name is empty",
    ),
    "name with a space": (
        "villages.csv",
        "110.5238,Sengon",
        "110.5238,Sengon ",
        "villages.csv, line 2: name begins or ends with a space",
    ),
    "name too long": (
        "villages.csv",
        "110.5238,Sengon",
        f"110.5238,{'S' * 61}",
        "villages.csv, line 2: name: Ensure this value has at most 60 characters",
    ),
    "cell too few": (
        "villages.csv",
        "110.5238,Sengon",
        "110.5238",
        "villages.csv, line 2: has not as many cells as line 1",
    ),
    "cell too many": (
        "villages.csv",
        "110.5238,Sengon",
        "110.5238,Sengon,",
        "villages.csv, line 2: has not as many cells as line 1",
    ),
    "column misnamed": (
        "kbli.csv",
        "version,code,title",
        "version,kode,title",
        "kbli.csv, line 1: the columns must be version,code,title",
    ),
    "quote left open": ("kbli.csv", "2020,01270,", '2020,01270,"', "kbli.csv, line "),
    "unknown base": (
        "units.csv",
        "kodi (20 pieces),potong,",
        "kodi (20 pieces),potongan,",
        "units.csv, line 24: its base potongan is not in units.csv",
    ),
    "base of a base": (
        "units.csv",
        "gross (144 pieces),potong,144",
        "gross (144 pieces),lusin,12",
        "units.csv, line 26: its base lusin has a base itself",
    ),
    "base of more than one": (
        "units.csv",
        "piece (garment),,1",
        "piece (garment),,2",
        "units.csv, line 2: a unit without a base has the factor 1",
    ),
    "no factor": (
        "units.csv",
        "potong,20",
        "potong,0",
        "units.csv, line 24: factor must be more than 0",
    ),
    "factor beyond all bounds": (
        "units.csv",
        "potong,20",
        "potong,NaN",
        "units.csv, line 24: factor must be more than 0",
    ),
    "factor in words": (
        "units.csv",
        "potong,20",
        "potong,twenty",
        "units.csv, line 24: factor is no number",
    ),
    "years in words": (
        "certificates.csv",
        "SPP-IRT home food licence,Dinas Kesehatan,Dinas Kesehatan,5",
        "SPP-IRT home food licence,Dinas Kesehatan,Dinas Kesehatan,five",
        "certificates.csv, line 3: validity_years: “five” value must be an integer.",
    ),
    "neither inside nor outside": (
        "33.10/clusters.csv",
        "lurik,lurik,lurik weaving,0",
        "lurik,lurik,lurik weaving,perhaps",
        "33.10/clusters.csv, line 4: is_outside: “perhaps” value must be either True or False.",
    ),
    "regency without geography": (
        "regencies.csv",
        "33.10,Klaten,",
        "33.11,Klaten,",
        "regencies.csv: 33.10 is missing, yet it has clusters",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_named_with_its_line_and_changes_nothing(case, data, rewrite):
    name, old, new, message = BROKEN[case]
    rewrite(name, old, new)
    rewrite("certificates.csv", "halal certificate", "halal certificate of today")
    before = contents()
    with pytest.raises(ReferenceDataError) as error:
        load_reference("33.10", data=data)
    assert message in str(error.value)
    assert contents() == before


@pytest.mark.django_db
def test_a_missing_file_is_named(data):
    (data / "units.csv").unlink()
    with pytest.raises(ReferenceDataError, match="units.csv: the file is missing"):
        load_reference("33.10", data=data)


@pytest.mark.django_db
def test_a_file_in_another_encoding_is_named(data):
    (data / "units.csv").write_bytes(
        "code,name_id,name_en,base,factor\nm,mètre,metre,,1\n".encode("latin-1")
    )
    with pytest.raises(ReferenceDataError, match=r"units\.csv, line "):
        load_reference("33.10", data=data)


@pytest.mark.django_db
def test_a_file_of_another_regency_is_checked_too(data, rewrite):
    rewrite("35.28/clusters.csv", "\ngaram,garam,", "\ngaram,,")
    with pytest.raises(ReferenceDataError, match=r"35\.28/clusters\.csv, line 3: name_id is empty"):
        load_reference("33.10", data=data)


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_it_loaded(nothing_loaded, capsys):
    call_command("load_reference", regency="33.10")
    said = capsys.readouterr().out
    assert "reference data of 33.10: 2 regencies, 39 districts, 590 villages, 12 clusters" in said
    assert "kept" not in said
    assert Cluster.objects.inside().count() == 11


def test_the_command_takes_the_regency_of_the_settings(nothing_loaded, settings, capsys):
    settings.REGENCY = "35.28"
    call_command("load_reference")
    assert "reference data of 35.28" in capsys.readouterr().out
    assert Cluster.objects.inside().count() == 6


def test_the_command_names_what_no_file_names_any_more(klaten, capsys):
    call_command("load_reference", regency="35.28")
    said = capsys.readouterr().out.splitlines()
    kept = "kept, though the files do not name them: "
    assert (
        f"{kept}8 clusters (desa-wisata, keramik, konveksi, lereng-merapi, logam, lurik, mebel, minapolitan)"
        in said
    )
    links = next(line for line in said if "kbli clusters" in line and line.startswith(kept))
    assert links.endswith(", ...)")


def test_an_unknown_regency_is_refused_with_those_that_exist(klaten):
    before = contents()
    with pytest.raises(CommandError, match=r"'33\.11' .* known: 33\.10, 35\.28"):
        call_command("load_reference", regency="33.11")
    assert contents() == before
