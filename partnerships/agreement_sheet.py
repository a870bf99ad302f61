"""A draft as PDF and as DOCX: in Indonesian, beside it English where a party is foreign."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from kemitraan.documents import render
from kemitraan.documents.pictures import qr_code
from partnerships.models import Contract, Mou
from partnerships.models.documents import Clause, DocumentKind
from partnerships.placeholders import GAP, articles, values_of

#: What the papers are called; documents speak these two languages whatever the reader's is.
TITLES = {
    DocumentKind.MOU: {"id": "Nota Kesepahaman", "en": "Memorandum of Understanding"},
    DocumentKind.CONTRACT: {"id": "Kontrak Kemitraan Usaha", "en": "Business Partnership Contract"},
}
_WORDS = {
    "id": {
        "article": "Pasal",
        "number": "Nomor",
        "made": "Dibuat pada {day}",
        "check": "Pindai untuk memeriksa nomor, pihak, tanggal, dan keaslian berkas.",
    },
    "en": {
        "article": "Article",
        "number": "Number",
        "made": "made on {day}",
        "check": "Scan to verify number, parties, date and the file itself.",
    },
}


def languages_of(mou: Mou) -> tuple[str, ...]:
    """UU 24/2009 article 31: Indonesian always, and a foreign language beside it when a party is foreign."""
    return ("id", "en") if mou.company.is_foreign else ("id",)


def _contents(mou: Mou, clauses: Sequence[Clause], *, kind: str, contract: Contract | None) -> dict:
    values = {language: values_of(mou, contract, language) for language in languages_of(mou)}
    members = list(mou.members.select_related("umkm__village__district"))
    parties = [
        {
            "name": mou.company.name,
            "lead": f"NIB {mou.company.nib} · {mou.company.head_office}",
            "person": mou.company.contact_name,
        },
        *(
            {"name": row.umkm.name, "lead": row.umkm.village.label, "person": row.umkm.owner_name}
            for row in members
        ),
    ]
    return {
        "languages": list(values),
        "titles": [TITLES[DocumentKind(kind)][language] for language in values],
        "words": [_WORDS[language] for language in values],
        "about": mou.title,
        "parties": parties,
        "articles": [
            {name: list(row[name].values()) for name in ("heading", "text")}
            for row in articles(clauses, values)
        ],
    }


def agreement_pdf(
    mou: Mou,
    clauses: Sequence[Clause],
    *,
    kind: str,
    portal: str,
    day: date,
    contract: Contract | None = None,
    number: str = "",
    address: str = "",
) -> bytes:
    """Without a number it is a draft and says so across each page."""
    with translation.override("id"):
        contents = _contents(mou, clauses, kind=kind, contract=contract)
        data = {
            **contents,
            "title": f"{contents['titles'][0]}: {mou.title}",
            "day": day.isoformat(),
            "portal": portal,
            "kind": contents["titles"][0] if number else _("RANCANGAN"),
            "footer": number or _("Rancangan, belum bernomor"),
            "page_of": _("Halaman {page} dari {pages}"),
            "number": number,
            "draft": "" if number else _("RANCANGAN"),
            "stamp": _("Meterai Rp10.000"),
            "qr_alt": _("Kode QR ke halaman pemeriksaan dokumen"),
        }
        data["words"] = [
            {**words, "made": words["made"].format(day=_day_in(language, day))}
            for language, words in zip(contents["languages"], contents["words"], strict=True)
        ]
    pictures = {"qr.svg": qr_code(address)} if address else {}
    return render("partnerships/agreement.typ", data, language="id", pictures=pictures)


def _day_in(language: str, day: date) -> str:
    with translation.override(language):
        return date_format(day, "j F Y")


def agreement_docx(
    mou: Mou, clauses: Sequence[Clause], *, kind: str, contract: Contract | None = None
) -> bytes:
    """The draft to be edited. Texts become runs of a paragraph, so nothing in them is markup."""
    with translation.override("id"):
        contents = _contents(mou, clauses, kind=kind, contract=contract)
    paper = Docx()
    sheet = paper.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin = sheet.right_margin = Mm(25)
    paper.styles["Normal"].font.name, paper.styles["Normal"].font.size = "Liberation Serif", Pt(11)
    paper.core_properties.title = contents["titles"][0]
    paper.core_properties.language = "id"
    paper.add_heading(" / ".join(contents["titles"]), level=0)
    paper.add_paragraph(contents["about"]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for party in contents["parties"]:
        paper.add_paragraph(
            f"{party['name']} ({party['lead']}) – {party['person']}", style="List Number"
        )
    columns = len(contents["languages"])
    table = paper.add_table(rows=0, cols=columns)
    for position, article in enumerate(contents["articles"], 1):
        cells = _whole_row(table)
        for column in range(columns):
            word = contents["words"][column]["article"]
            cells[column].paragraphs[0].add_run(
                f"{word} {position}. {article['heading'][column]}"
            ).bold = True
            for part in article["text"][column].splitlines():
                cells[column].add_paragraph(part)
    paper.add_paragraph()
    signatures = paper.add_table(rows=0, cols=2)
    for position, party in enumerate(contents["parties"]):
        if position % 2 == 0:
            cells = _whole_row(signatures)
        place = cells[position % 2].paragraphs[0]
        place.add_run(party["name"]).bold = True
        place.add_run(f"\n\n\n\n{GAP}\n{party['person']}\n")
    kept = BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _whole_row(table):
    """The cells of a new row that no page break parts."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row.cells
