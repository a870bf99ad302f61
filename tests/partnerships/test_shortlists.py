"""Shortlists of a company: who writes, who reads, what nobody else learns, and what becomes of firms that go."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from investors.models import CompanyMember
from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import Shortlist, ShortlistEntry, ShortlistNote
from partnerships.services import shortlists
from tests import builders
from umkm.models import Purpose, Umkm
from umkm.services import change_status
from umkm.services.merging import merge_firms, undo_merge
from umkm.services.personal import answer_data_request, withdraw_consent
from umkm.telling import everything_about

pytestmark = pytest.mark.django_db


def join(company, role):
    person = builders.make_account(Role.COMPANY)
    company.members.create(user=person, role=role)
    return person


@pytest.fixture
def colleague(company):
    """A second buyer."""
    return join(company, CompanyMember.Role.BUYER)


@pytest.fixture
def reader(company):
    return join(company, CompanyMember.Role.READER)


@pytest.fixture
def rival(db):
    """Acts for another company."""
    return builders.make_verified_company().members.get().user


@pytest.fixture
def firm(db):
    return builders.make_verified_umkm(name="Lurik Kurnia")


@pytest.fixture
def entry(firm, buyer):
    return shortlists.add(firm, actor=buyer).entry


def stand():
    """Everything that a refused write could have changed."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Shortlist, ShortlistEntry, ShortlistNote)
    ]


# ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_owner_and_buyer_write_on_one_list(firm, buyer, colleague):
    entry, is_new = shortlists.add(firm, actor=buyer)
    assert is_new
    assert entry.shortlist.name == "Daftar pendek"
    again, is_new = shortlists.add(firm, actor=colleague)
    assert (again, is_new) == (entry, False)
    shortlists.write_note(entry, text=" Sudah ditelepon. ", actor=colleague)
    note = entry.notes.get()
    assert (note.text, note.by) == ("Sudah ditelepon.", colleague)


def test_nobody_else_writes(entry, firm, buyer, reader, rival, charlie, officer):
    note = shortlists.write_note(entry, text="Harga pas.", actor=buyer)
    before = stand()
    other = builders.make_verified_umkm()
    for person in (reader, rival, charlie, officer):
        for write in (
            lambda who: shortlists.add(other, actor=who, shortlist=entry.shortlist),
            lambda who: shortlists.remove(entry, actor=who),
            lambda who: shortlists.put_back(entry, actor=who),
            lambda who: shortlists.move(entry, up=True, actor=who),
            lambda who: shortlists.write_note(entry, text="x", actor=who),
            lambda who: shortlists.strike_note(note, actor=who),
            lambda who: shortlists.rename_list(entry.shortlist, name="x", actor=who),
            lambda who: shortlists.drop_list(entry.shortlist, actor=who),
            lambda who: shortlists.open_list(entry.shortlist.company, name="x", actor=who),
        ):
            with pytest.raises(NotAllowed):
                write(person)
    for person in (reader, charlie, officer):
        with pytest.raises(NotAllowed):
            shortlists.add(other, actor=person)
    assert stand() == before


def test_who_wrote_a_note_takes_it_away(entry, buyer, colleague):
    note = shortlists.write_note(entry, text="Harga pas.", actor=buyer)
    with pytest.raises(NotAllowed):
        shortlists.strike_note(note, actor=colleague)
    assert entry.notes.count() == 1
    shortlists.strike_note(note, actor=buyer)
    assert not entry.notes.exists()


def test_pages_are_the_companys_own(
    client, entry, buyer, colleague, reader, rival, charlie, officer
):
    shortlists.write_note(entry, text="Rahasia dapur.", actor=buyer)
    page, export = (
        entry.shortlist.get_absolute_url(),
        reverse("partnerships:shortlist-export", args=[entry.shortlist_id, "csv"]),
    )
    for person in (buyer, colleague, reader):
        client.force_login(person)
        text = client.get(page).text
        assert "Rahasia dapur." in text
        assert ("shortlist-change" in text or "/keluarkan/" in text) == (person != reader)
        assert entry.shortlist.name in client.get(reverse("partnerships:shortlists")).text
        assert client.get(export).status_code == 200
    for person in (rival, charlie, officer):
        client.force_login(person)
        assert client.get(page).status_code == 404
        assert client.get(export).status_code == 404
        change = reverse("partnerships:shortlist-change", args=[entry.pk, "keluarkan"])
        assert client.post(change).status_code == 404
    client.logout()
    assert client.get(page).status_code == 302
    assert entry.shortlist.entries.standing().count() == 1


def test_officials_see_firms_and_no_notes(client, entry, officer, buyer):
    shortlists.write_note(entry, text="Rahasia dapur.", actor=buyer)
    client.force_login(officer)
    pages = [
        reverse("admin:partnerships_shortlist_changelist"),
        reverse("admin:partnerships_shortlist_change", args=[entry.shortlist_id]),
        reverse("admin:umkm_umkm_change", args=[entry.umkm_id]),
        reverse("admin:investors_company_change", args=[entry.shortlist.company_id]),
    ]
    texts = [client.get(page).text for page in pages]
    assert all("Daftar pendek" in text for text in texts)
    assert entry.umkm.name in texts[1]
    assert not any("Rahasia dapur." in text for text in texts)
    before = stand()
    assert client.post(pages[1], {"name": "x"}).status_code == 403
    assert stand() == before


# ── What stands on a list ────────────────────────────────────────────────────────────────────────────────────────────


def test_order_is_the_persons_own(buyer, entry):
    rows = [shortlists.add(builders.make_verified_umkm(), actor=buyer).entry for _ in range(2)]
    first, second, third = entry, *rows
    shortlists.move(third, up=True, actor=buyer)
    shortlists.move(first, up=True, actor=buyer)  # is at the top already
    assert list(entry.shortlist.entries.all()) == [first, third, second]
    shortlists.move(first, up=False, actor=buyer)
    assert list(entry.shortlist.entries.all()) == [third, first, second]


def test_taken_off_can_be_put_back_with_its_notes(entry, buyer, colleague):
    shortlists.write_note(entry, text="Harga pas.", actor=buyer)
    shortlists.remove(entry, actor=colleague)
    assert not entry.shortlist.entries.standing().exists()
    with pytest.raises(WrongState):
        shortlists.write_note(entry, text="terlambat", actor=buyer)
    shortlists.put_back(entry, actor=buyer)
    assert entry.shortlist.entries.standing().get().notes.get().text == "Harga pas."
    shortlists.remove(entry, actor=buyer)
    assert shortlists.add(entry.umkm, actor=buyer).is_new
    assert entry.notes.count() == 1


def test_taken_off_long_ago_is_forgotten(entry, buyer):
    now = timezone.now()
    shortlists.remove(entry, actor=buyer, now=now - timedelta(days=29))
    assert shortlists.forget_old(now=now) == 0
    assert shortlists.forget_old(now=now + timedelta(days=2)) == 1
    with pytest.raises(WrongState):
        shortlists.put_back(entry, actor=buyer)


def test_what_is_not_public_is_not_added_unless_it_was_suggested(need, buyer, entry):
    hidden = builders.make_umkm()
    with pytest.raises(WrongState):
        shortlists.add(hidden, actor=buyer)
    assert entry.shortlist.entries.count() == 1
    builders.make_suggestion(need, hidden)
    assert shortlists.add(hidden, actor=buyer).is_new


def test_limits_are_said(entry, buyer, company, monkeypatch):
    monkeypatch.setattr(shortlists, "MOST_FIRMS", 1)
    monkeypatch.setattr(shortlists, "MOST_LISTS", 1)
    before = stand()
    with pytest.raises(Refused, match="sudah berisi 1 UMKM"):
        shortlists.add(builders.make_verified_umkm(), actor=buyer)
    with pytest.raises(Refused, match="sudah punya 1 daftar"):
        shortlists.open_list(company, name="Lain", actor=buyer)
    assert stand() == before


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "DAFTAR PENDEK"])
def test_a_name_that_cannot_be(name, entry, company, buyer, client):
    with pytest.raises(ValidationError):
        shortlists.open_list(company, name=name, actor=buyer)
    client.force_login(buyer)
    response = client.post(reverse("partnerships:shortlist-new"), {"name": name})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Shortlist.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_buyers_add_the_same_firm_at_the_same_moment(firm, buyer, colleague):
    """Two real transactions, and no list yet: one list, one entry, and only one of them was first."""
    start = Barrier(2)

    def press(person):
        try:
            start.wait(timeout=10)
            return shortlists.add(firm, actor=person).is_new
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ended = sorted(pool.map(press, [buyer, colleague]))
    assert ended == [False, True]
    assert Shortlist.objects.get().entries.get().umkm == firm


# ── Firms that go ────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_no_longer_listed_is_said_and_not_dropped(client, entry, buyer, verifier):
    firm = Umkm.objects.get(pk=entry.umkm_id)
    firm.description = "Tenun sejak 1950."
    firm.save()
    change_status(firm, "suspend", actor=verifier, note="Keluhan.")
    client.force_login(buyer)
    text = client.get(entry.shortlist.get_absolute_url()).text
    assert firm.name in text
    assert "tidak tampil lagi di direktori" in text
    assert "Kain lurik" not in text
    export = reverse("partnerships:shortlist-export", args=[entry.shortlist_id, "csv"])
    header, row = lines(client.get(export))
    assert row[0] == firm.name
    assert [cell for cell in row[1:] if cell] == ["tidak tampil lagi di direktori"]
    assert len(row) == len(header)


def test_consent_withdrawn_is_no_longer_listed(client, umkm, buyer, alice):
    firm = builders.verify(umkm)
    entry = shortlists.add(firm, actor=buyer).entry
    withdraw_consent(firm, Purpose.PUBLISH, actor=alice)
    client.force_login(buyer)
    assert "tidak tampil lagi di direktori" in client.get(entry.shortlist.get_absolute_url()).text


def test_erased_goes_from_every_list(
    verified_umkm, buyer, alice, verifier, django_capture_on_commit_callbacks
):
    entry = shortlists.add(verified_umkm, actor=buyer).entry
    shortlists.write_note(entry, text="Alice orangnya ramah.", actor=buyer)
    assert "1" in str(everything_about(verified_umkm)["Daftar pendek perusahaan"])
    request = builders.make_data_request(verified_umkm)
    with django_capture_on_commit_callbacks(execute=True):
        answer_data_request(request, "fulfil", actor=verifier)
    assert not ShortlistEntry.objects.exists()
    assert not ShortlistNote.objects.exists()


def test_a_lost_signal_of_erasure_is_made_good(verified_umkm, buyer, verifier):
    shortlists.add(verified_umkm, actor=buyer)
    request = builders.make_data_request(verified_umkm)
    answer_data_request(
        request, "fulfil", actor=verifier
    )  # in a transaction that the test takes back
    assert shortlists.forget_old() == 1


def test_merged_moves_along_and_back(entry, buyer, rival, verifier):
    kept = builders.make_verified_umkm()
    shortlists.write_note(entry, text="Yang di Pedan.", actor=buyer)
    elsewhere = shortlists.add(entry.umkm, actor=rival).entry
    twin = shortlists.add(kept, actor=rival).entry
    note = shortlists.write_note(elsewhere, text="Yang lama.", actor=rival)
    merge = merge_firms(kept, entry.umkm, actor=verifier)
    entry.refresh_from_db()
    assert entry.umkm == kept
    assert list(elsewhere.shortlist.entries.all()) == [twin]
    assert twin.notes.get() == note
    undo_merge(merge, actor=verifier)
    entry.refresh_from_db()
    assert entry.umkm_id == merge.merged_id
    assert elsewhere.shortlist.entries.count() == 2
    assert (
        ShortlistEntry.objects.get(umkm=merge.merged, shortlist=twin.shortlist).notes.get() == note
    )


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_press_in_the_directory_adds(client, firm, buyer, charlie):
    add = reverse("partnerships:shortlist-add", args=[firm.pk])
    assert add not in client.get(reverse("umkm:directory")).text
    client.force_login(charlie)
    assert add not in client.get(reverse("umkm:directory")).text
    client.force_login(buyer)
    assert add in client.get(reverse("umkm:directory")).text
    response = client.post(add, {"next": "/direktori/?q=lurik"}, follow=True)
    assert response.redirect_chain == [("/direktori/?q=lurik", 302)]
    assert "masuk daftar" in response.text
    assert add not in response.text
    assert "ada di daftar ini" in response.text
    assert (
        client.post(add, {"next": "https://jahat.example/"}).url
        == Shortlist.objects.get().get_absolute_url()
    )


def test_a_press_in_place_answers_with_the_button(client, firm, buyer, charlie):
    add = reverse("partnerships:shortlist-add", args=[firm.pk])
    client.force_login(buyer)
    text = client.post(add, {"next": "/direktori/"}, headers={"HX-Request": "true"}).text
    assert "<html" not in text
    assert "✓ Daftar pendek" in text
    hidden = builders.make_umkm()
    text = client.post(
        reverse("partnerships:shortlist-add", args=[hidden.pk]), headers={"HX-Request": "true"}
    ).text
    assert "UMKM ini tidak tampil di direktori." in text
    client.force_login(charlie)
    assert client.post(add).status_code == 403
    assert ShortlistEntry.objects.count() == 1


def test_profile_and_suggestion_offer_each_list(client, company, suggestion, buyer):
    for name in ("Seragam", "Katering"):
        shortlists.open_list(company, name=name, actor=buyer)
    client.force_login(buyer)
    for page in (suggestion.umkm.get_absolute_url(), suggestion.get_absolute_url()):
        text = client.get(page).text
        assert "Simpan ke “Seragam”" in text
        assert "Simpan ke “Katering”" in text
    chosen = Shortlist.objects.get(name="Seragam")
    add = reverse("partnerships:shortlist-add", args=[suggestion.umkm_id])
    client.post(add, {"shortlist": chosen.pk})
    assert chosen.entries.get().umkm == suggestion.umkm


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001, "a\x00b"])
def test_a_note_that_cannot_be_kept_stays_where_it_was_typed(client, entry, buyer, text):
    client.force_login(buyer)
    write = reverse("partnerships:shortlist-note", args=[entry.pk])
    response = client.post(write, {f"n{entry.pk}-text": text})
    assert response.status_code == 400
    assert "Ada isian yang perlu diperbaiki" in response.text
    assert text.strip("\x00 ")[:1000] in response.text
    assert not entry.notes.exists()


def test_removing_from_the_page_can_be_undone(client, entry, buyer):
    client.force_login(buyer)
    change = reverse("partnerships:shortlist-change", args=[entry.pk, "keluarkan"])
    response = client.post(change, follow=True)
    assert "dikeluarkan dari daftar" in response.text
    assert not entry.shortlist.entries.standing().exists()
    assert client.post(change).status_code == 409
    client.post(reverse("partnerships:shortlist-change", args=[entry.pk, "kembalikan"]))
    assert entry.shortlist.entries.standing().exists()
    assert (
        client.post(reverse("partnerships:shortlist-change", args=[entry.pk, "makan"])).status_code
        == 404
    )


def test_deleting_a_list_asks_first(client, entry, buyer):
    client.force_login(buyer)
    drop = reverse("partnerships:shortlist-drop", args=[entry.shortlist_id])
    assert "tidak dapat dibatalkan" in client.get(drop).text
    assert Shortlist.objects.exists()
    client.post(drop)
    assert not Shortlist.objects.exists()


def test_the_list_goes_away_with_its_notes_and_order(client, entry, buyer):
    other = shortlists.add(builders.make_verified_umkm(name="Zahra"), actor=buyer).entry
    shortlists.move(other, up=True, actor=buyer)
    shortlists.write_note(entry, text="=Harga pas", actor=buyer)
    client.force_login(buyer)
    export = reverse("partnerships:shortlist-export", args=[entry.shortlist_id, "csv"])
    header, first, second = lines(client.get(export))
    assert [first[0], second[0]] == ["Zahra", "Lurik Kurnia"]
    assert header[-1] == "Catatan kami"
    assert "=Harga pas" in second[-1]
    assert not second[-1].startswith("=")
    xlsx = reverse("partnerships:shortlist-export", args=[entry.shortlist_id, "xlsx"])
    assert b"".join(client.get(xlsx).streaming_content).startswith(b"PK")
    missing = reverse("partnerships:shortlist-export", args=[entry.shortlist_id, "exe"])
    assert client.get(missing).status_code == 404


def test_on_the_desk_of_the_company(client, entry, buyer, reader):
    for person in (buyer, reader):
        client.force_login(person)
        text = client.get(reverse("desk")).text
        assert entry.shortlist.get_absolute_url() in text


def test_pages_cost_the_same_with_more_rows(client, entry, buyer, count_queries, company):
    client.force_login(buyer)
    shortlists.write_note(entry, text="Catatan.", actor=buyer)
    pages = [
        entry.shortlist.get_absolute_url(),
        reverse("partnerships:shortlists"),
        reverse("umkm:directory"),
        reverse("desk"),
    ]
    for page in pages:
        client.get(page)
    before = [count_queries(page) for page in pages]
    for number in range(4):
        row = shortlists.add(
            builders.make_verified_umkm(certificates=[builders.certificate()]), actor=buyer
        ).entry
        shortlists.write_note(row, text="Catatan.", actor=buyer)
        shortlists.open_list(company, name=f"Daftar {number}", actor=buyer)
    assert [count_queries(page) for page in pages] == before
    assert max(before) <= 30
