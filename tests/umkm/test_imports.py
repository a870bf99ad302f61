"""A spreadsheet into the register: looked at first, written at once, harmless when it comes again."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from kemitraan.refusals import NotAllowed, WrongState
from tests import builders
from umkm.importing.report import write_report
from umkm.models import (
    Consent,
    DuplicatePair,
    ImportRow,
    ImportRun,
    Product,
    Umkm,
    UmkmIdentity,
    UmkmStatusChange,
)
from umkm.services.imports import (
    ask_commit,
    ask_import,
    forget_old_rows,
    interrupted_imports,
    perform_import,
)
from umkm.services.merging import merge_firms

pytestmark = pytest.mark.django_db


def commit(run: ImportRun, actor) -> ImportRun:
    perform_import(ask_commit(run, actor=actor).pk)
    return ImportRun.objects.get(pk=run.pk)


def bring(*rows, actor, **given) -> ImportRun:
    return commit(builders.make_import(*rows, actor=actor, **given), actor)


@pytest.fixture
def celery_in_line():
    """celery_in_line(): what the worker would do with the runs that wait."""

    def work():
        for key in ImportRun.objects.exclude(state="committed").values_list("pk", flat=True):
            perform_import(key)

    return work


def codes(run: ImportRun, number: int) -> list[str]:
    return [remark["code"] for remark in run.rows.get(number=number).remarks]


def register() -> list:
    """Everything that an import may write, except what is counted by itself."""
    return [
        sorted(model.objects.values_list(*columns), key=str)
        for model, columns in (
            (Umkm, [f.attname for f in Umkm._meta.concrete_fields if f.name != "search"]),
            (Product, [f.attname for f in Product._meta.concrete_fields]),
            (UmkmIdentity, ["umkm", "nik_print", "npwp_print", "nib_print", "name_key"]),
            (Consent, ["umkm", "purpose", "basis"]),
            (UmkmStatusChange, ["subject", "verb"]),
        )
    ]


# ── One line ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_looking_writes_nothing_and_writing_writes_all(verifier):
    row = {
        "NIK": builders.NIK,
        "NIB": "1234567890123",
        "Omzet": "900 juta",
        "Harga": "Rp 50.000",
        "Kapasitas": "300",
        "Bentuk Usaha": "KUB",
    }
    run = builders.make_import(row, actor=verifier)
    assert run.counts == {"create": 1, "change": 0, "same": 0, "skip": 0}
    assert not Umkm.objects.exists()
    run = commit(run, verifier)
    umkm = Umkm.objects.get()
    assert (umkm.name, umkm.telephone, umkm.village_id) == (
        "Tenun Baru",
        "+6281200009999",
        "33.10.03.2006",
    )
    assert (umkm.size_class, umkm.size_basis, umkm.form) == ("micro", "sales", "kub")
    assert (umkm.status, umkm.registered_by) == ("registered", verifier)
    product = umkm.products.get()
    assert (product.unit_id, product.capacity_month, product.price_min) == ("meter", 300, 50_000)
    assert umkm.identity.nik == builders.NIK
    assert umkm.changes.get().verb == "register"
    assert {(row.channel, row.basis) for row in umkm.consents.all()} == {("import", "duty")}
    assert Umkm.objects.filter(search__isnull=False).exists()
    assert run.state == ImportRun.State.COMMITTED
    assert run.upload is None


def test_it_is_the_same_as_registering_by_hand(verifier):
    bring({"NIK": builders.NIK, "NIB": "1234567890123", "Klaster": "lurik"}, actor=verifier)
    imported = Umkm.objects.get()
    Umkm.objects.filter(pk=imported.pk).update(nib=None, telephone="+6281111111111")
    by_hand = builders.make_umkm(
        name=imported.name,
        owner_name=imported.owner_name,
        telephone="+6281200009999",
        nib="1234567890123",
        nik=builders.NIK,
        actor=verifier,
        products=[
            builders.product(name="Kain lurik", capacity_month=None, price_min=None, price_max=None)
        ],
    )
    own = {
        "id",
        "umkm_id",
        "nib",
        "telephone",
        "registered_at",
        "consent_at",
        "search",
        "nik",
        "npwp",
    }
    for model in (Umkm, Product, UmkmIdentity):
        key = "pk" if model is Umkm else "umkm"
        columns = [f.attname for f in model._meta.concrete_fields if f.attname not in own]
        one, other = (
            model.objects.filter(**{key: umkm.pk}).values(*columns).get()
            for umkm in (imported, by_hand)
        )
        assert one == other


@pytest.mark.parametrize(
    ("row", "action", "code"),
    [
        ({"Nama Usaha": "", "Nama Pemilik": ""}, "skip", "no_name"),
        ({"Nama Pemilik": ""}, "skip", "no_owner"),
        ({"Nama Usaha": ""}, "create", "name_from_owner"),
        ({"No HP": ""}, "skip", "no_telephone"),
        ({"No HP": "0812"}, "skip", "bad_telephone"),
        ({"No HP": "081200001111 / 085700002222"}, "create", "first_telephone"),
        ({"Desa": ""}, "skip", "no_village"),
        ({"Desa": "Antah"}, "skip", "unknown_village"),
        ({"Desa": "Mlese", "Kecamatan": ""}, "skip", "many_villages"),
        ({"Desa": "Melikann"}, "create", "village_read_as"),
        ({"NIK": "331003170885000"}, "create", "bad_number"),
        ({"NIK": "3,31E+15"}, "create", "lost_digits"),
        ({"NIK": "3273011708850001"}, "create", "nik_region_elsewhere"),
        ({"NPWP": "01.312.166.1-091.000"}, "create", "bad_number"),
        ({"NIB": "123"}, "create", "bad_number"),
        ({"Omzet": "lumayan"}, "create", "not_an_amount"),
        ({"Klaster": "antariksa", "Produk": "roket"}, "create", "cluster_assumed"),
        ({"Satuan": "gelondong"}, "create", "unit_assumed"),
        ({"Produk": ""}, "create", "no_product"),
        ({"Nama Usaha": "x" * 200}, "create", "too_long"),
        ({"Alamat": "#REF!"}, "create", "formula"),
    ],
)
def test_what_is_odd_is_told_line_by_line(row, action, code, verifier):
    run = bring(row, actor=verifier)
    assert run.counts[action] == 1
    assert code in codes(run, 2)
    assert Umkm.objects.count() == (action == "create")
    report = io.BytesIO()
    write_report(run, report)
    report.seek(0)
    lines = CalamineWorkbook.from_filelike(report).get_sheet_by_index(0).to_python()
    assert len(lines[1][-1]) > 10  # a sentence


def test_what_was_typed_as_nik_is_not_repeated_in_a_remark(verifier):
    run = builders.make_import({"NIK": "331003170885000"}, actor=verifier)
    assert "331003170885" not in json.dumps(run.rows.get().remarks)
    assert builders.NIK not in json.dumps(
        list(run.rows.values("remarks", "changes", "nik", "nik_print"))
    )


# ── Lines of one file ────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_line_a_product_makes_one_firm(verifier):
    rows = [
        {"Produk": "Kain"},
        {"Produk": "Syal"},
        {"Produk": "kain"},
        {"Produk": "Tas", "Nama Usaha": "UD TENUN BARU"},
    ]
    run = bring(*rows, actor=verifier)
    assert run.counts == {"create": 1, "change": 2, "same": 0, "skip": 1}
    assert set(Product.objects.values_list("name", flat=True)) == {"Kain", "Syal", "Tas"}
    assert codes(run, 4) == ["repeated"]


def test_two_firms_of_one_person_are_two_and_come_up_for_review(verifier):
    run = bring({}, {"Nama Usaha": "Servis Elektronik", "Produk": "Servis"}, actor=verifier)
    assert run.counts["create"] == 2
    assert "like_row" in codes(run, 3)
    assert DuplicatePair.objects.get().certainty == "review"


# ── What is registered already ───────────────────────────────────────────────────────────────────────────────────────


def test_the_same_file_again_changes_nothing(verifier):
    rows = [
        {"NIK": builders.NIK, "Alamat": "RT 01", "Omzet": "90 jt", "Kapasitas": "10"},
        {"Produk": "Syal"},
        {"No HP": "081200001111", "Nama Usaha": "Batik Rahayu", "Nama Pemilik": "Rahayu"},
        {"No HP": ""},
    ]
    bring(*rows, actor=verifier)
    before = register()
    run = bring(*rows, actor=verifier)
    assert run.counts == {"create": 0, "change": 0, "same": 3, "skip": 1}
    assert register() == before


def test_empty_fields_are_filled_and_filled_ones_left_alone(verifier):
    bring({"Alamat": "RT 01"}, actor=verifier)
    run = bring(
        {"Alamat": "RT 02", "NIK": builders.NIK, "Omzet": "90 jt", "Kapasitas": "25"},
        actor=verifier,
    )
    umkm = Umkm.objects.get()
    assert (umkm.address, umkm.yearly_sales_rupiah, umkm.size_class) == (
        "RT 01",
        90_000_000,
        "micro",
    )
    assert umkm.identity.nik == builders.NIK
    assert umkm.products.get().capacity_month == 25
    row = run.rows.get()
    assert set(row.changes) == {"nik", "yearly_sales_rupiah", "capacity_month"}
    assert "kept_old" in codes(run, 2)


def test_overwriting_is_a_choice(verifier):
    bring({"Alamat": "RT 01", "NIK": builders.NIK, "Harga": "1000"}, actor=verifier)
    bring(
        {"Alamat": "RT 02", "NIK": "3310035708850002", "Harga": "2000", "NIB": "1234567890123"},
        actor=verifier,
        overwrite=True,
    )
    umkm = Umkm.objects.get()
    assert (umkm.address, umkm.nib) == ("RT 02", "1234567890123")
    assert umkm.identity.nik == "3310035708850002"
    assert umkm.products.get().price_min == 2000


def test_the_register_may_change_between_looking_and_writing(verifier):
    run = builders.make_import(
        {}, {"No HP": "081200001111", "Nama Usaha": "Lain", "Nama Pemilik": "Lain"}, actor=verifier
    )
    builders.make_umkm(name="Tenun Baru", owner_name="Pemilik Baru", telephone="+6281200009999")
    run = commit(run, verifier)
    assert Umkm.objects.count() == 2
    assert run.counts["create"] == 1
    assert codes(run, 2) == ["found_by"]


def test_merged_firms_are_not_found_again(verifier):
    pair = builders.make_pair()
    merge_firms(pair.first, pair.second, actor=verifier)
    row = {
        "Nama Usaha": pair.first.name,
        "Nama Pemilik": pair.first.owner_name,
        "NIK": "3310035708850002",
    }
    run = builders.make_import(row, actor=verifier)
    assert run.rows.get().umkm_id == pair.first_id


# ── Killed, failed, late ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_check_that_was_killed_begins_anew(verifier):
    run = ask_import(builders.csv_of({}, {"No HP": ""}), "x.csv", actor=verifier)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.CHECKING, done=1, total=1)
    ImportRow.objects.create(run=run, number=2, action="create", name="Sisa")
    assert interrupted_imports() == [run.pk]
    perform_import(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert (run.state, run.total) == (ImportRun.State.CHECKED, 2)
    assert not run.rows.filter(name="Sisa").exists()


def test_a_writing_that_was_killed_is_taken_up(verifier):
    run = builders.make_import({}, actor=verifier)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.COMMITTING)
    assert interrupted_imports() == [run.pk]
    perform_import(run.pk)
    perform_import(run.pk)
    assert Umkm.objects.count() == 1


def test_a_writing_that_fails_has_written_nothing(verifier):
    run = builders.make_import(
        {}, {"No HP": "081200001111", "Nama Usaha": "Lain", "Nama Pemilik": "Lain"}, actor=verifier
    )
    # A line that the database refuses: an unknown unit cannot come from a file.
    run.rows.filter(number=3).update(price_min=900, price_max=100)
    ask_commit(run, actor=verifier)
    with pytest.raises(Exception, match="product_price_range"):
        perform_import(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert run.state == ImportRun.State.FAILED
    assert "product_price_range" in run.failure
    assert not Umkm.objects.exists()
    assert not Product.objects.exists()


def test_a_run_is_written_once(verifier):
    run = bring({}, actor=verifier)
    with pytest.raises(WrongState):
        ask_commit(run, actor=verifier)


def test_a_file_that_nobody_can_read_says_why(verifier):
    run = ask_import(b"a;b\n1;2\n", "x.csv", actor=verifier)
    perform_import(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert run.state == ImportRun.State.FAILED
    assert "Kolom" in run.failure


def test_personal_data_of_old_runs_does_not_stay(verifier):
    run = bring({}, actor=verifier)
    waiting = builders.make_import({"No HP": "081200001111"}, actor=verifier)
    assert forget_old_rows() == 0
    assert forget_old_rows(now=timezone.now() + timedelta(days=31)) == 2
    assert not ImportRow.objects.exists()
    assert Umkm.objects.exists()
    assert ImportRun.objects.get(pk=run.pk).counts["create"] == 1
    waiting = ImportRun.objects.get(pk=waiting.pk)
    assert (waiting.state, waiting.upload) == (ImportRun.State.FAILED, None)


def test_the_upload_is_sealed(verifier):
    run = ask_import(builders.csv_of({"NIK": builders.NIK}), "x.csv", actor=verifier)
    assert builders.NIK.encode() not in bytes(ImportRun.objects.get(pk=run.pk).upload)


# ── The messy spreadsheet, and its own record of what was spoiled ────────────────────────────────────────────────────


def test_a_messy_spreadsheet_comes_in_with_exactly_the_expected_counts(verifier, tmp_path):
    path = tmp_path / "umkm.xlsx"
    call_command("seed_demo", "--as-xlsx", str(path), "--firms", "700", stdout=io.StringIO())
    record = json.loads(path.with_suffix(".json").read_text())
    assert sum(map(bool, record["spoiled"].values())) >= 14
    run = ask_import(path.read_bytes(), path.name, actor=verifier)
    perform_import(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    expected = record["expected"] | {"same": 0}
    assert run.counts == expected
    told = {
        "nik_too_short": "bad_number",
        "nik_as_number": "lost_digits",
        "nik_in_powers": "lost_digits",
        "nik_of_elsewhere": "nik_region_elsewhere",
        "npwp_wrong_digit": "bad_number",
        "nib_too_short": "bad_number",
        "village_misspelt": "village_read_as",
        "owner_has_two_firms": "like_row",
        "second_product": "same_as_row",
        "line_again": "repeated",
        "line_again_misspelt": "repeated",
        "no_telephone": "no_telephone",
        "telephone_too_short": "bad_telephone",
        "village_of_nowhere": "unknown_village",
    }
    spoiled = {line for lines in record["spoiled"].values() for line in lines}
    rows = {row.number: row for row in run.rows.all()}
    for kind, code in told.items():
        for line in record["spoiled"][kind]:
            assert code in [remark["code"] for remark in rows[line].remarks], (kind, line)
    assert not [row for number, row in rows.items() if number not in spoiled and row.remarks]
    assert not set(record["spoiled"]["empty_line"]) & set(rows)
    run = commit(run, verifier)
    assert run.counts == expected
    assert Umkm.objects.count() == record["expected"]["create"]
    again = ask_import(path.read_bytes(), path.name, actor=verifier)
    perform_import(again.pk)
    counts = ImportRun.objects.get(pk=again.pk).counts
    assert (counts["create"], counts["change"]) == (0, 0)


# ── Doors ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["alice", "charlie", "officer", "leader", "auditor"])
def test_only_the_office_of_umkm_imports(who, request, verifier, client):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        ask_import(builders.csv_of({}), "x.csv", actor=actor)
    run = builders.make_import({}, actor=verifier)
    with pytest.raises(NotAllowed):
        ask_commit(run, actor=actor)
    client.force_login(actor)
    for url in (
        reverse("admin:umkm_importrun_upload"),
        reverse("admin:umkm_importrun_commit", args=[run.pk]),
    ):
        assert client.post(url).status_code in {302, 403}, url
    assert ImportRun.objects.get().state == ImportRun.State.CHECKED


def test_in_the_admin_one_sends_looks_and_writes(verifier, client, celery_in_line):
    client.force_login(verifier)
    template = client.get(reverse("admin:umkm_importrun_template"))
    assert b"".join(template.streaming_content).startswith(b"PK")
    upload = SimpleUploadedFile("data.csv", builders.csv_of({}, {"No HP": ""}))
    answer = client.post(reverse("admin:umkm_importrun_upload"), {"file": upload})
    run = ImportRun.objects.get()
    assert answer.status_code == 302
    celery_in_line()
    page = client.get(answer.url).content.decode()
    assert "Nomor telepon kosong." in page
    assert "Tenun Baru" in page
    report = client.get(reverse("admin:umkm_importrun_report", args=[run.pk]))
    assert b"".join(report.streaming_content).startswith(b"PK")
    client.post(reverse("admin:umkm_importrun_commit", args=[run.pk]))
    celery_in_line()
    assert Umkm.objects.count() == 1
    assert "tersimpan" in client.get(answer.url).content.decode()


def test_a_broken_file_is_told_on_the_form(verifier, client):
    client.force_login(verifier)
    upload = SimpleUploadedFile("data.xlsx", b"PK\x03\x04")
    page = client.post(reverse("admin:umkm_importrun_upload"), {"file": upload})
    assert "rusak" in page.content.decode()
    assert not ImportRun.objects.exists()


def test_the_command_does_the_same(verifier, tmp_path):
    path, report, said = tmp_path / "x.csv", tmp_path / "r.xlsx", io.StringIO()
    path.write_bytes(builders.csv_of({}))
    call_command(
        "import_umkm", str(path), "--by", verifier.username, "--report", str(report), stdout=said
    )
    assert "create 1" in said.getvalue()
    assert not Umkm.objects.exists()
    assert report.read_bytes().startswith(b"PK")
    call_command("import_umkm", str(path), "--by", verifier.username, "--commit", stdout=said)
    assert Umkm.objects.count() == 1
    for arguments, words in (
        ([str(path), "--by", "nobody"], "no account"),
        ([str(tmp_path / "none.csv"), "--by", verifier.username], "No such file"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("import_umkm", *arguments)
    path.write_bytes(b"PK")
    with pytest.raises(CommandError, match="rusak"):
        call_command("import_umkm", str(path), "--by", verifier.username)
