"""The renderer of documents, and cards for address books."""

import json
from io import BytesIO

import pypdf
import pytest

from kemitraan.documents import render
from kemitraan.documents.pictures import qr_code
from kemitraan.vcard import vcard

#: Each one is markup, or hard on a typesetter.
HOSTILE = [
    '#panic("x") #import "/etc/passwd": *',
    "$ x^2 $ *tebal* _miring_ `kode` <label> @rujukan = Judul",
    "\\ \" ' { } [ ] // /* */ ~ --- ...",
    "Toko Bahagia 😀🎉",
    "ꦧꦠꦶꦏ꧀ ꦗꦮ",
    "株式会社大阪",
    "W" * 150,
    "baris satu\nbaris dua\r\n\ttiga",
]


def sheet(**given) -> bytes:
    data = {
        "title": "Profil",
        "day": "2026-11-28",
        "portal": "Kemitraan Kabupaten Klaten",
        "kind": "Profil pemasok",
        "footer": "Keadaan data 28 November 2026",
        "page_of": "Halaman {page} dari {pages}",
        "name": "Lurik Alice",
        "lead": "Lurik",
        "standing": "Terverifikasi",
        "about": "",
        "qr_alt": "Kode QR",
        "qr_words": "Pindai.",
        "products": [],
        "more": "",
        "certificates": [],
        "terms": [],
        "contact": [["Bentuk usaha", "KUB"]],
        "contact_note": "",
        "meaning": "Arti.",
        "words": {
            "products": "Produk",
            "no_products": "Belum ada produk.",
            "certificates": "Sertifikat",
            "certificate_columns": ["Sertifikat", "Berlaku", "Diperiksa"],
            "terms": "Syarat",
            "contact": "Tentang usaha",
        },
    } | given
    language = given.get("language", "id")
    pictures = {"qr.svg": qr_code("https://example.org/umkm/1/")}
    return render("umkm/profile.typ", data, language=language, pictures=pictures)


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(content))


def squeezed(text: str) -> str:
    """Without what a typesetter adds: line ends, hyphens, ligatures and places where a long word may break."""
    text = text.replace("ﬁ", "fi").replace("ﬀ", "ff")
    return "".join(letter for letter in text if letter.isalnum())


def test_same_data_same_bytes_and_other_data_others():
    assert sheet() == sheet()
    assert sheet() != sheet(name="Lurik Bob")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_document_says_its_language_and_has_tags(language):
    root = read(sheet(language=language)).trailer["/Root"]
    assert root["/Lang"].startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert read(sheet()).metadata.title == "Profil"
    assert b"pdfaid" in read(sheet()).trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_shown_and_never_obeyed(text):
    content = sheet(
        name=text,
        about=text,
        products=[{"name": text, "description": text, "photos": [], "facts": [[text, text]]}],
    )
    pages = read(content).pages
    assert len(pages) <= 3
    shown = squeezed("".join(page.extract_text() for page in pages))
    wanted = squeezed(text)
    if wanted.isascii():
        assert shown.count(wanted) >= 4
    assert "Tentangusaha" in shown  # the rest of the sheet stands


def test_a_long_word_is_broken_and_pushes_nothing_off_the_paper():
    shown = read(sheet(name="W" * 150)).pages[0].extract_text()
    assert max(line.count("W") for line in shown.splitlines()) <= 24
    assert squeezed(shown).count("W" * 150) == 1


def test_every_page_says_which_it_is():
    many = [
        {"name": f"Produk {n}", "description": "x " * 300, "photos": [], "facts": []}
        for n in range(6)
    ]
    pages = read(sheet(products=many)).pages
    assert len(pages) > 1
    for position, page in enumerate(pages, 1):
        assert f"Halaman {position} dari {len(pages)}" in page.extract_text()
        assert "Kemitraan Kabupaten Klaten" in page.extract_text()


def test_a_template_reads_nothing_else_of_the_disk(tmp_path, settings, monkeypatch):
    monkeypatch.setattr("kemitraan.documents.TEMPLATES", tmp_path)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/page.typ").write_text("")
    (tmp_path / "spy.typ").write_text(
        f'#read("{json.dumps(str(settings.BASE_DIR / "manage.py"))[1:-1]}")'
    )
    with pytest.raises(Exception, match="not found|access"):
        render("spy.typ", {}, language="id")


# ── Cards ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_card_escapes_and_folds():
    card = vcard(
        person="Siti; Aminah, S.Pd\\",
        firm="Batik\nBEGIN:VCARD " + "é" * 60,
        telephone="+6281234567890",
    )
    lines = card.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert card.count("BEGIN:VCARD\r\n") == 1
    assert "FN:Siti\\; Aminah\\, S.Pd\\\\\r\n" in card
    assert "TEL;TYPE=CELL:+6281234567890\r\n" in card
    unfolded = card.replace("\r\n ", "")
    assert "ORG:Batik\\nBEGIN:VCARD " + "é" * 60 + "\r\n" in unfolded
    assert "EMAIL" not in card
