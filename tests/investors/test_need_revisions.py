"""Every change of a need's terms is told: what, by whom, from what to what; and an old page writes over nothing unseen."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation

from investors.models import CompanyMember, Need
from investors.services import StaleNeed, remove_need_file, update_need
from investors.terms import in_one_line, in_reader_language
from kemitraan.accounts.models import Role
from kemitraan.reference.models import Cluster
from kemitraan.refusals import NotAllowed
from tests import builders
from tests.investors.test_needs import typed

PDF = b"%PDF-1.4\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def colleague(company):
    """Bob of the company: buys beside the one who signed up."""
    bob = builders.make_account(Role.COMPANY, full_name="Bob")
    company.members.create(user=bob, role=CompanyMember.Role.BUYER)
    return bob


@pytest.mark.django_db
def test_a_change_is_a_revision_in_words_of_both_languages(need, buyer):
    need = update_need(
        need,
        actor=buyer,
        volume_month=1500,
        consignment=True,
        clusters=[Cluster.objects.get(pk="batik")],
    )
    revision = need.revisions.get()
    assert (need.revision, revision.number, revision.actor) == (2, 2, buyer)
    by_field = {row["field"]: row for row in revision.changes}
    assert set(by_field) == {"volume_month", "consignment", "clusters"}
    assert by_field["volume_month"]["old"] == {"id": "1.000", "en": "1,000"}
    assert by_field["volume_month"]["new"] == {"id": "1.500", "en": "1,500"}
    assert by_field["clusters"]["new"]["id"] == "batik"
    with translation.override("en"):
        assert "1,000 → 1,500" in in_one_line(revision.changes)
        assert in_reader_language(revision.changes)[0]["field"] == "clusters"


@pytest.mark.django_db
def test_saving_the_same_again_is_no_revision_and_wakes_nobody(
    need, buyer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        need = update_need(need, actor=buyer, volume_month=need.volume_month)
    assert (need.revision, need.revisions.count(), callbacks) == (1, 0, [])


@pytest.mark.django_db
def test_an_old_page_is_refused_with_what_changed_and_can_be_saved_knowingly(
    client, need, buyer, colleague
):
    client.force_login(buyer)
    address = reverse("investors:need-edit", args=[need.pk])
    read = client.get(address).context["form"]["revision"].value()
    update_need(need, actor=colleague, volume_month=1500)
    page = typed(text="Kain tenun yang lain.", revision=str(read))
    refused = client.post(address, page)
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert "Bob" in shown
    assert "1.000 → 1.500" in shown
    assert refused.context["form"].errors["volume_month"] == ["Sekarang: 1.500"]
    assert "Kain tenun yang lain." in shown
    assert Need.objects.get().text == need.text
    again = {**page, "revision": refused.context["form"]["revision"].value()}
    assert client.post(address, again).status_code == 302
    assert Need.objects.get().text == "Kain tenun yang lain."


@pytest.mark.django_db
def test_charlie_and_a_reader_change_nothing_and_the_public_reads_the_history(
    client, need, buyer, charlie, company
):
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role=CompanyMember.Role.READER)
    update_need(need, actor=buyer, volume_month=1500)
    for person in (charlie, reader):
        with pytest.raises(NotAllowed):
            update_need(need, actor=person, volume_month=9)
    assert Need.objects.get().volume_month == 1500
    assert need.revisions.count() == 1
    shown = client.get(need.get_absolute_url()).content.decode()
    assert "Revisi 2" in shown
    assert "1.500" in shown
    assert str(buyer) not in shown


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_is_told_of_the_other(need, buyer, colleague):
    barrier, outcomes = threading.Barrier(2), []

    def edit(actor, volume):
        try:
            barrier.wait()
            update_need(need, actor=actor, seen=1, volume_month=volume)
            outcomes.append("saved")
        except StaleNeed as stale:
            outcomes.append(stale.revision)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=edit, args=args) for args in ((buyer, 1500), (colleague, 1600))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["2", "saved"]
    need.refresh_from_db()
    assert (need.revision, need.revisions.count()) == (2, 1)
    assert need.volume_month in {1500, 1600}


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sent(name="../../gambar kerja.exe", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/x-anything")


@pytest.mark.django_db
def test_a_drawing_comes_with_the_need_and_is_saved_not_opened(client, buyer, charlie):
    client.force_login(buyer)
    client.post(reverse("investors:need-new"), typed(uploads=[sent()]))
    file = Need.objects.get().files.get()
    assert file.name == "gambar kerja.pdf"
    client.force_login(charlie)
    answer = client.get(reverse("investors:need-file", args=[file.need_id, file.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    remove = reverse("investors:need-file-remove", args=[file.need_id, file.pk])
    assert client.post(remove).status_code == 403
    assert file.need.files.exists()


@pytest.mark.django_db
def test_a_file_that_is_none_is_refused_and_the_need_with_it(client, buyer):
    client.force_login(buyer)
    answer = client.post(
        reverse("investors:need-new"), typed(uploads=[sent(content=b"MZ\x90 not a picture")])
    )
    assert "uploads" in answer.context["form"].errors
    assert not Need.objects.exists()


@pytest.mark.django_db
def test_files_that_come_and_go_are_revisions(need, buyer, django_capture_on_commit_callbacks):
    need = update_need(need, actor=buyer, uploads=[sent("spesifikasi.pdf"), sent("sama.pdf")])
    file = need.files.get()
    with django_capture_on_commit_callbacks(execute=True):
        remove_need_file(file, actor=buyer)
    assert not file.file.storage.exists(file.file.name)
    told = [in_one_line(row.changes) for row in need.revisions.order_by("number")]
    assert told == ["Berkas: – → spesifikasi.pdf", "Berkas: spesifikasi.pdf → –"]
