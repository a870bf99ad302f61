"""Texts of agreements in versions, drafts, numbers without gaps, the page that verifies, and scans that stay."""

import hashlib
from io import BytesIO
from threading import Barrier, Thread

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx

from investors.models import Company
from kemitraan.refusals import NotAllowed, WrongState
from partnerships.models import Document, DocumentTemplate, SignedFile, Statute
from partnerships.placeholders import fill
from partnerships.services import documents as services
from partnerships.services.documents import (
    add_signed_file,
    current_template,
    number_of,
    save_template,
)
from tests import builders

pytestmark = pytest.mark.django_db

#: Small, and looked at by its beginning and end only.
SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"


def scan(tail: bytes = b"") -> SimpleUploadedFile:
    content = SCAN.replace(b"endobj", b"endobj " + tail)
    return SimpleUploadedFile("scan.pdf", content, "application/pdf")


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def text_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def stored(document) -> bytes:
    with document.file.open() as kept:
        return kept.read()


def issue(mou, officer, **given) -> Document:
    return builders.make_document(mou, actor=officer, **given)


def clauses(**changed) -> list[dict]:
    """The present ones; `changed` are fields of the first."""
    rows = list(
        current_template("mou").clauses.values(
            "statute", "heading_id", "heading_en", "text_id", "text_en"
        )
    )
    rows[0] |= changed
    return rows


@pytest.fixture
def foreign_mou(officer):
    company = builders.make_verified_company(capital=Company.Capital.PMA, country="JP")
    return builders.make_mou(builders.make_matched(builders.make_need(company)))


# ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["mou", "contract"])
def test_the_first_version_has_the_five_statutory_clauses(kind):
    rows = list(current_template(kind).clauses.all())
    services.check_clauses(
        [
            {
                name: getattr(row, name)
                for name in ("statute", "heading_id", "heading_en", "text_id", "text_en")
            }
            for row in rows
        ]
    )
    assert {row.statute for row in rows} >= set(Statute.values)
    assert current_template(kind).pk == current_template(kind).pk


def test_an_edit_is_a_new_version_and_the_old_one_stays(officer, mou):
    document = issue(mou, officer)
    saved = save_template("mou", clauses(text_id="Baru: {judul}."), actor=officer, note="Baru")
    assert saved.version == 2
    assert current_template("mou") == saved
    document.refresh_from_db()
    assert document.template.version == 1
    assert "Baru" not in str(list(document.template.clauses.values("text_id")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Untuk {perusahan}.", "{perusahan}"),
        ("{perusahaan.nib}", "{perusahaan.nib}"),
        ("{perusahaan!r}", "tidak dikenal"),
        ("{nilai:>20}", "tidak dikenal"),
        ("{}", "tidak dikenal"),
        ("{judul", "berpasangan"),
        ("judul}", "berpasangan"),
        ("{{judul}}", "berpasangan"),
        ("   ", "kedua bahasa"),
    ],
)
def test_what_could_not_be_filled_is_refused_with_a_sentence(officer, text, said):
    with pytest.raises(ValidationError) as refused:
        save_template("mou", clauses(text_en=text), actor=officer)
    assert said in " ".join(refused.value.messages)
    assert "Pasal 1" in refused.value.messages[0]
    assert current_template("mou").version == 1


def test_without_a_statutory_clause_nothing_is_saved(officer):
    rows = [row for row in clauses() if row["statute"] != Statute.DISPUTE]
    with pytest.raises(ValidationError, match="penyelesaian perselisihan"):
        save_template("mou", rows, actor=officer)
    assert DocumentTemplate.objects.filter(kind="mou").count() == 1


def test_who_was_slower_overwrites_nothing(officer):
    save_template("mou", clauses(), actor=officer, based_on=1)
    with pytest.raises(WrongState, match="versi 2"):
        save_template("mou", clauses(), actor=officer, based_on=1)


def test_the_legal_officer_edits_and_gives_no_number(client, mou, legal_officer):
    client.force_login(legal_officer)
    address = reverse("admin:partnerships_documenttemplate_edit", args=["mou"])
    client.post(address, {"based_on": 1, "note": ""} | form_data(clauses(text_id="Kalimat baru.")))
    assert current_template("mou").made_by == legal_officer
    with pytest.raises(NotAllowed):
        issue(mou, legal_officer)
    assert not Document.objects.exists()


def test_only_officers_edit(client, buyer, auditor, alice):
    for person in (buyer, auditor, alice):
        with pytest.raises(NotAllowed):
            save_template("mou", clauses(), actor=person)
        client.force_login(person)
        address = reverse("admin:partnerships_documenttemplate_edit", args=["mou"])
        assert client.get(address).status_code in {302, 403}
    assert current_template("mou").version == 1


def test_the_admin_shows_the_result_before_it_saves_it(client, officer, mou):
    client.force_login(officer)
    address = reverse("admin:partnerships_documenttemplate_edit", args=["mou"])
    assert "Kegiatan usaha" in client.get(address).text
    data = {"based_on": 1, "note": "Ganti"} | form_data(clauses(text_id="Kalimat yang baru."))
    looked = client.post(address, data | {"lihat": "1"})
    assert looked["Content-Type"] == "application/pdf"
    assert "Kalimat yang baru." in text_of(looked.content)
    assert current_template("mou").version == 1
    client.post(address, data)
    assert current_template("mou").version == 2
    refused = client.post(address, data | {"pasal-0-text_id": "Ketikan {salah}", "based_on": 2})
    assert "{salah}" in refused.text
    assert "Ketikan {salah}" in refused.text
    assert current_template("mou").version == 2


def form_data(rows: list[dict]) -> dict:
    data = {"pasal-TOTAL_FORMS": len(rows), "pasal-INITIAL_FORMS": len(rows)}
    for position, row in enumerate(rows):
        data |= {f"pasal-{position}-{name}": value for name, value in row.items()}
        data[f"pasal-{position}-position"] = position + 1
    return data


# ── Drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_says_that_it_is_one_and_names_the_parties(client, mou, buyer):
    client.force_login(buyer)
    text = text_of(client.get(url("document-draft", mou.pk, "pdf")).content)
    assert "RANCANGAN" in text
    assert mou.company.name in text
    assert mou.members.get().umkm.name in text
    assert "Article 1" not in text
    assert not Document.objects.exists()


def test_a_foreign_party_reads_both_languages(client, foreign_mou, officer):
    client.force_login(officer)
    text = text_of(client.get(url("document-draft", foreign_mou.pk, "pdf")).content)
    for word in ("Pasal 1", "Article 1", "Jangka waktu", "Term", "Memorandum of Understanding"):
        assert word in " ".join(text.split())


def test_a_draft_to_edit(client, foreign_mou, officer):
    Company.objects.filter(pk=foreign_mou.company_id).update(name="PT <b>A & B</b> {{ x }}")
    client.force_login(officer)
    paper = Docx(BytesIO(client.get(url("document-draft", foreign_mou.pk, "docx")).content))
    assert "PT <b>A & B</b> {{ x }}" in " ".join(row.text for row in paper.paragraphs)
    assert len(paper.tables[0].columns) == 2
    assert "Article 1" in paper.tables[0].cell(0, 1).text


def test_what_fills_a_placeholder_is_not_read_again(mou):
    assert fill("{a} {b}", {"a": "{b}", "b": "#x"}) == "{b} #x"


def test_charlie_sees_no_document(client, mou, officer, charlie):
    document = issue(mou, officer)
    signed = add_signed_file(document, actor=officer, upload=scan())
    client.force_login(charlie)
    for address in (
        url("documents", mou.pk),
        url("document-draft", mou.pk, "pdf"),
        url("document-file", document.pk),
        url("signed-new", document.pk),
        url("signed-file", signed.pk),
    ):
        assert client.get(address).status_code == 404
    assert client.post(url("document-issue", mou.pk)).status_code == 404


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_run_by_kind_and_year(mou, officer, confirmed_contract):
    first, second = issue(mou, officer), issue(mou, officer)
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.number == number_of("mou", 1, timezone.localdate())
    contract = issue(confirmed_contract.mou, officer, contract=confirmed_contract)
    assert contract.sequence == 1
    assert "/KK/" in contract.number
    next_year = timezone.now().replace(year=timezone.now().year + 1)
    assert issue(mou, officer, now=next_year).sequence == 1


def test_the_pattern_is_the_settings(settings, mou, officer):
    settings.MOU_NUMBER_PATTERN = "B-{number}/{month_roman}-{year}"
    day = timezone.localdate()
    assert number_of("mou", 12, day.replace(month=9)) == f"B-12/IX-{day.year}"


def test_only_the_officer_gives_numbers(client, mou, buyer, alice):
    for person in (buyer, alice):
        client.force_login(person)
        assert client.post(url("document-issue", mou.pk)).status_code == 403
        with pytest.raises(NotAllowed):
            issue(mou, person)
    assert not Document.objects.exists()


def test_a_document_that_fails_leaves_no_gap(mou, officer, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("no paper")

    with monkeypatch.context() as patched:
        patched.setattr(services, "agreement_pdf", broken)
        with pytest.raises(RuntimeError):
            issue(mou, officer)
    assert issue(mou, officer).sequence == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_neighbouring_numbers():
    officer = builders.make_official()
    mous = [builders.make_mou(), builders.make_mou()]
    current_template("mou")
    start = Barrier(2)

    def work(mou):
        try:
            start.wait(10)
            with transaction.atomic():
                issue(mou, officer)
        finally:
            connection.close()

    threads = [Thread(target=work, args=(mou,)) for mou in mous]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(Document.objects.values_list("sequence", flat=True)) == [1, 2]


# ── The page that verifies ───────────────────────────────────────────────────────────────────────────────────────────


def test_anybody_with_the_paper_can_verify_it(client, foreign_mou, officer):
    document = issue(foreign_mou, officer)
    page = client.get(document.get_absolute_url()).text
    assert document.number in page
    assert foreign_mou.company.name in page
    assert foreign_mou.members.get().umkm.name in page
    assert document.sha256[:16] in page
    assert foreign_mou.members.get().umkm.telephone not in page
    assert client.get(url("document-verify", "nothing")).status_code == 404
    content = stored(document)
    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert document.number in text_of(content)


def test_a_file_is_compared_and_not_kept(client, mou, officer):
    document = issue(mou, officer)
    add_signed_file(document, actor=officer, upload=scan())
    answers = {}
    for name, content in {
        "own": stored(document),
        "signed": SCAN.replace(b"endobj", b"endobj "),
        "other": b"x",
    }.items():
        upload = SimpleUploadedFile("x.pdf", content)
        answers[name] = client.post(document.get_absolute_url(), {"upload": upload}).context[
            "found"
        ]
    assert answers == {"own": "issued", "signed": "signed", "other": None}
    assert SignedFile.objects.count() == 1
    assert client.post(document.get_absolute_url(), {}).status_code == 200


# ── Scans ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_scans_stand_beside_each_other_and_the_same_one_once(client, mou, officer, buyer, alice):
    document = issue(mou, officer)
    client.force_login(alice)
    client.post(url("signed-new", document.pk), {"upload": scan(), "note": "Halaman 1"})
    add_signed_file(document, actor=buyer, upload=scan(b"2"))
    assert document.signed_files.count() == 2
    again = client.post(url("signed-new", document.pk), {"upload": scan()})
    assert again.status_code == 409
    assert document.signed_files.count() == 2
    names = {row.file.name for row in document.signed_files.all()}
    assert len(names) == 2
    signed = document.signed_files.first()
    response = client.get(url("signed-file", signed.pk))
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == signed.sha256
    assert response["Content-Disposition"].startswith("attachment")


def test_what_is_no_scan_is_refused(client, mou, officer):
    document = issue(mou, officer)
    client.force_login(officer)
    bad = SimpleUploadedFile("scan.pdf", b"<script>", "application/pdf")
    page = client.post(url("signed-new", document.pk), {"upload": bad, "note": "Catatan saya"})
    assert "Catatan saya" in page.text
    assert not SignedFile.objects.exists()


def test_the_page_of_documents_costs_the_same_for_many(client, mou, officer, count_queries):
    client.force_login(officer)
    counts = []
    for _round in range(2):
        for _row in range(2):
            add_signed_file(issue(mou, officer), actor=officer, upload=scan())
        counts.append(count_queries(url("documents", mou.pk)))
    assert counts[0] == counts[1]


def test_an_official_finds_all_in_the_admin(client, mou, officer):
    document = issue(mou, officer)
    client.force_login(officer)
    for address in (
        reverse("admin:partnerships_document_changelist"),
        reverse("admin:partnerships_document_change", args=[document.pk]),
        reverse("admin:partnerships_mou_change", args=[mou.pk]),
    ):
        assert document.number in client.get(address).text
    template = reverse("admin:partnerships_documenttemplate_change", args=[document.template_id])
    assert "Kegiatan usaha" in client.get(template).text
    assert client.get(reverse("admin:partnerships_documenttemplate_changelist")).status_code == 200
