"""What a spreadsheet may be, and how its headers and cells are understood. No database."""

import io
import struct
import zipfile

import pytest
import rustpy_xlsxwriter as xlsx
from django.core.exceptions import ValidationError

from umkm.importing import files
from umkm.importing.files import FileRefused, open_sheets
from umkm.importing.headers import FIELDS, field_of, find_header
from umkm.importing.lookups import Lookups
from umkm.importing.values import (
    Unreadable,
    amount_of,
    digits_of,
    is_woman,
    lost_digits,
    quantity_of,
    text_of,
)
from umkm.services.imports import ask_import
from umkm.spreadsheets import csv_lines, write_xlsx


def lines_of(content: bytes, name="x") -> list[list]:
    return [cells for sheet in open_sheets(content, name) for _line, cells in sheet.lines]


def workbook(rows: list[dict] | None = None, **options) -> bytes:
    target = io.BytesIO()
    xlsx.write_worksheet(rows or [{"Nama": "Tenun"}], target, **options)
    return target.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose only sheet is this XML."""
    source, target = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return target.getvalue()


def sheet_xml(cells: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + cells
        + b"</sheetData></worksheet>"
    )


# ── Hostile and broken ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, ".xls lama"),
        (b"%PDF-1.7 ...", "bukan lembar kerja"),
        (b"PK\x03\x04 nonsense", "rusak"),
        (b"a\x00b;c\n", "bukan lembar kerja"),
        (b"<html><table>", "bukan lembar kerja"),
    ],
)
def test_what_is_no_spreadsheet_is_told_in_a_sentence(content, words):
    with pytest.raises(FileRefused, match=words):
        lines_of(content)


def test_a_zip_that_is_no_workbook_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("surat.docx", "x")
    with pytest.raises(FileRefused, match="bukan lembar kerja"):
        lines_of(target.getvalue())


def test_a_bomb_is_not_opened(monkeypatch):
    monkeypatch.setattr(files, "MOST_UNPACKED", 3_000_000)
    bomb = with_sheet(sheet_xml(b"<row>" + b" " * 8_000_000 + b"</row>"))
    assert len(bomb) < 50_000
    with pytest.raises(FileRefused, match="jauh lebih besar"):
        lines_of(bomb)


def test_a_bomb_that_lies_about_its_size_is_not_opened_either(monkeypatch):
    monkeypatch.setattr(files, "MOST_UNPACKED", 3_000_000)
    bomb = bytearray(with_sheet(sheet_xml(b"<row>" + b" " * 8_000_000 + b"</row>")))
    at = 0
    while (at := bomb.find(b"PK\x01\x02", at)) >= 0:  # each entry of the table of contents
        bomb[at + 24 : at + 28] = struct.pack("<I", 10)
        at += 4
    with pytest.raises(FileRefused, match="jauh lebih besar"):
        lines_of(bytes(bomb))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "Paling banyak"),
        (b"<row r='9000000'><c r='A9000000'><v>1</v></c></row>", "Paling banyak"),
        (b'<row r="1"><c r="XFD1"><v>1</v></c></row>', "kolom ke-78"),
        (b'<row r="1"><c s="1" r="CA1"><v>1</v></c></row>', "kolom ke-78"),
        (b"<row/>" * 100_002, "Paling banyak"),
    ],
)
def test_cells_far_outside_are_refused_before_they_fill_the_memory(cells, words):
    with pytest.raises(FileRefused, match=words):
        lines_of(with_sheet(sheet_xml(cells)))


def test_ten_million_lines_of_csv_are_too_many(monkeypatch):
    with pytest.raises(FileRefused, match="Paling banyak"):
        lines_of(b"a;b\n" * 100_001)
    with pytest.raises(FileRefused, match="terlalu besar"):
        lines_of(b"a;b\n" * 10_000_000)


def test_a_cell_without_end_is_told():
    with pytest.raises(FileRefused, match="tanda kutip"):
        lines_of(b'a;b\n"' + b"x" * 200_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_in_the_ways_that_programs_write_it(encoding, separator):
    text = f"Nama{separator}Desa\nCafé Ibu{separator}Melikan\n"
    assert lines_of(text.encode(encoding)) == [["Nama", "Desa"], ["Café Ibu", "Melikan"]]


def test_cells_merged_downwards_fill_each_of_their_lines():
    def row(number, name, product):
        cells = "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in (("A", name), ("B", product))
            if text
        )
        return f'<row r="{number}">{cells}</row>'

    rows = [("Nama", "Produk"), ("Sri", "Kain"), ("", "Syal"), ("", "Tas"), ("", "Topi")]
    xml = sheet_xml("".join(row(at, *cells) for at, cells in enumerate(rows, 1)).encode())
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'
    lines = lines_of(with_sheet(xml.replace(b"</sheetData>", merged)))
    assert [cells[0] for cells in lines] == ["Nama", "Sri", "Sri", "Sri", ""]


def test_a_formula_that_failed_is_nothing():
    assert text_of("#REF!") == ""


# ── Headers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NAMA USAHA *", "name"),
        ("  Nama   UMKM", "name"),
        ("Nama Pelaku Usaha", "owner_name"),
        ("No. KTP / NIK", "nik"),
        ("N I B", "nib"),
        ("No. HP/WA (aktif)", "telephone"),
        ("Nomor  Telepon", "telephone"),
        ("Desa / Kel.", "village"),
        ("KECAMATAN", "district"),
        ("Omset / Tahun (Rp)", "yearly_sales_rupiah"),
        ("Omzet per Bulan", "monthly_sales"),
        ("Kapasitas Produksi/Bln", "capacity_month"),
        ("Kecamtan", "district"),
        ("Keterangan", ""),
        ("No", ""),
        (None, ""),
        (12.0, ""),
    ],
)
def test_headers_that_officials_write(header, field):
    assert field_of(header) == field


def test_our_own_headers_are_understood():
    assert {name: field_of(main) for name, (main, _others) in FIELDS.items()} == {
        name: name for name in FIELDS
    }


def numbered(*lines):
    return list(enumerate(lines, start=1))


def test_titles_may_stand_above_and_the_header_in_two_lines():
    begin, columns, found = find_header(
        numbered(
            ["DATA UMKM"],
            [],
            ["No", "Nama Usaha", "Pemilik", "No HP", "Alamat", ""],
            ["", "", "", "", "Desa", "Kecamatan"],
            ["1", "Tenun", "Sri", "0812", "Melikan", "Wedi"],
        )
    )
    assert begin == 4
    assert columns == {1: "name", 2: "owner_name", 3: "telephone", 4: "village", 5: "district"}
    assert found["No"] == ""


def test_a_missing_column_is_named():
    with pytest.raises(FileRefused, match="“Desa/kelurahan”"):
        find_header(numbered(["Nama Usaha", "Pemilik", "No HP"]))


def test_the_template_is_read_as_it_is_written():
    target = io.BytesIO()
    headers = [main for name, (main, _others) in FIELDS.items()]
    write_xlsx(target, headers, [["x"] * len(headers)], sheet="Data")
    assert lines_of(target.getvalue())[0] == headers


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1500000.0, 1_500_000),
        ("Rp 1.500.000,-", 1_500_000),
        ("Rp. 1.500.000", 1_500_000),
        ("1,500,000.00", 1_500_000),
        ("1.500.000,00", 1_500_000),
        ("1,5 juta", 1_500_000),
        ("1.5jt", 1_500_000),
        ("500rb", 500_000),
        ("2 M", 2_000_000_000),
        ("1.500", 1500),
        ("15000/pcs", 15_000),
        ("-", None),
        ("", None),
        (None, None),
        ("belum ada", None),
    ],
)
def test_amounts_as_people_write_them(cell, amount):
    assert amount_of(cell) == amount


@pytest.mark.parametrize("cell", ["banyak", "sekitar lima", "1.2.3", -5, 1e18, "1e9999"])
def test_what_is_no_amount_is_not_guessed(cell):
    with pytest.raises(Unreadable):
        amount_of(cell)


def test_quantities_with_their_unit():
    assert quantity_of("1.200 potong/bulan") == (1200, "potong")
    assert quantity_of(300.0) == (300, "")
    assert quantity_of("") == (None, "")


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        (3310031708850000.0, True),
        ("3,31E+15", True),
        ("3.31e15", True),
        (9e12, False),
        ("3310031708850001", False),
    ],
)
def test_numbers_that_lost_their_last_digits(cell, lost):
    assert lost_digits(cell) is lost


def test_zeros_in_front_come_back():
    assert digits_of(81234567890.0) == "81234567890"
    assert digits_of(13121660091000.0, length=15) == "013121660091000"
    assert digits_of("'0812") == "0812"


def test_who_is_a_woman():
    assert [is_woman(cell) for cell in ("P", "Perempuan", "L", "Laki-laki", "", "?")] == [
        True,
        True,
        False,
        False,
        None,
        None,
    ]


# ── Names of places ──────────────────────────────────────────────────────────────────────────────────────────────────

LOOKUPS = Lookups(
    villages=[
        ("1", "Melikan", "Wedi"),
        ("2", "Mlese", "Cawas"),
        ("3", "Mlese", "Ceper"),
        ("4", "Klaten Utara", "Klaten Utara"),
    ],
    clusters=[("lurik", ("lurik",), False), ("penunjang", ("jasa & penunjang",), True)],
    units=[("buah", ("buah",)), ("meter", ("meter",))],
    kbli=[(7, "13121", "lurik")],
)


@pytest.mark.parametrize(
    ("village", "district", "code", "read_as"),
    [
        ("Desa MELIKAN", "Kec. Wedi", "1", ""),
        ("melikan", "", "1", ""),
        ("Melikann", "Wedi", "1", "Melikan"),
        ("Mlese", "Ceper", "3", ""),
        ("Mlese", "", None, ""),
        ("Klaten utara", "Klaten-Utara", "4", ""),
        ("Melikan", "Cawas", None, ""),
        ("Jakarta", "", None, ""),
        ("Melikan", "Antah", None, ""),
    ],
)
def test_villages_by_the_names_that_people_write(village, district, code, read_as):
    found = LOOKUPS.place(village, district)
    assert (found.code, found.read_as) == (code, read_as)


def test_of_several_villages_all_are_named():
    assert LOOKUPS.place("Mlese", "").choices == ("Mlese, Kec. Cawas", "Mlese, Kec. Ceper")


def test_clusters_units_and_kbli():
    assert LOOKUPS.cluster("Tenun tradisional") == "lurik"
    assert LOOKUPS.cluster("Keramik") is None  # the kabupaten has no such cluster
    assert LOOKUPS.unit("Mtr") == "meter"
    assert LOOKUPS.unit("pcs/bulan") == "buah"
    assert LOOKUPS.kbli_of("KBLI 13121 (2020)") == (7, "lurik")
    assert LOOKUPS.kbli_of("131210") is None


# ── Going out ────────────────────────────────────────────────────────────────────────────────────────────────────────

FORMULA = '=HYPERLINK("http://x.example","klik")'


def test_no_formula_goes_out():
    target = io.BytesIO()
    write_xlsx(target, ["Nama"], [[FORMULA]], sheet="UMKM")
    xml = zipfile.ZipFile(target).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert lines_of(target.getvalue())[1] == [FORMULA]
    for text in (FORMULA, "+62", "-1", "@a", "\tx"):
        line = list(csv_lines(["Nama"], [[text]]))[1]
        assert line.lstrip('"').startswith("'"), text


def test_a_refused_file_is_a_refused_upload(db, verifier):
    with pytest.raises(ValidationError, match="rusak"):
        ask_import(b"PK\x03\x04", "x.xlsx", actor=verifier)
