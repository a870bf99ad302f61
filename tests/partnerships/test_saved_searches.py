"""Saved searches: what is kept, what counts as new, what is told and how often, and what a changed directory does to them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from investors.models import CompanyMember
from kemitraan.accounts.models import Role
from kemitraan.post.models import Letter
from kemitraan.post.services import stop_letters
from kemitraan.post.services.readers import remember_language
from kemitraan.refusals import NotAllowed, Refused
from partnerships.models import SavedSearch, SavedSearchFind
from partnerships.services import searches
from partnerships.tasks import look_at_saved_searches
from tests import builders
from umkm.models import Umkm
from umkm.services import change_status
from umkm.services.merging import merge_firms

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 3, 5, 0, tzinfo=timezone.get_fixed_timezone(0))  # noon in Klaten
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def save(company, buyer):
    """save(query, ...): a search of the buyer, kept at noon."""

    def keep(query="q=lurik", **given):
        fields = {"name": f"Pencarian {builders.number()}", "actor": buyer, "now": NOON} | given
        return searches.save_search(company, given=QueryDict(query), **fields)

    return keep


def news(search) -> list[str]:
    return sorted(row.umkm.name for row in search.finds.news().select_related("umkm"))


def suspend(firm, verifier):
    change_status(firm, "suspend", actor=verifier, note="Keluhan.")


def reinstate(firm, verifier):
    change_status(Umkm.objects.get(pk=firm.pk), "reinstate", actor=verifier, note="Sudah jelas.")


# ── What is new ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_fitted_already_is_no_news(save):
    builders.make_verified_umkm(name="Lurik Lama")
    search = save()
    builders.make_verified_umkm(name="Lurik Baru")
    builders.make_verified_umkm(
        name="Batik Zahra",
        cluster="batik",
        products=[builders.product(name="Batik tulis", cluster="batik")],
    )
    builders.make_umkm(name="Lurik Belum")
    assert searches.look(search.pk, now=NOON + HOUR) == 1
    assert news(search) == ["Lurik Baru"]
    assert searches.look(search.pk, now=NOON + 2 * HOUR) == 0
    assert news(search) == ["Lurik Baru"]


def test_it_is_looked_at_once_an_hour(save):
    search = save()
    builders.make_verified_umkm(name="Lurik Baru")
    assert searches.look_at_due(now=NOON + HOUR / 2) == 0
    assert searches.look_at_due(now=NOON + HOUR) == 1
    assert searches.look_at_due(now=NOON + HOUR) == 0
    search.refresh_from_db()
    assert search.looked_at == NOON + HOUR


def test_back_within_thirty_days_is_not_told_twice(save, buyer, verifier):
    search, firm = save(), builders.make_verified_umkm(name="Lurik Baru")
    searches.look(search.pk, now=NOON + HOUR)
    searches.mark_seen(search, actor=buyer, now=NOON + HOUR)
    suspend(firm, verifier)
    searches.look(search.pk, now=NOON + DAY)
    assert search.finds.get().left_at == NOON + DAY
    reinstate(firm, verifier)
    assert searches.look(search.pk, now=NOON + 20 * DAY) == 0
    assert news(search) == []
    suspend(firm, verifier)
    searches.look(search.pk, now=NOON + 21 * DAY)
    reinstate(firm, verifier)
    assert searches.look(search.pk, now=NOON + 60 * DAY) == 1
    assert news(search) == ["Lurik Baru"]


def test_what_no_longer_fits_is_no_longer_shown(save, verifier, client, buyer):
    search, firm = save(), builders.make_verified_umkm(name="Lurik Baru")
    searches.look(search.pk, now=NOON + HOUR)
    suspend(firm, verifier)
    client.force_login(buyer)
    assert (
        "Lurik Baru" not in client.get(search.get_absolute_url()).text
    )  # before the worker has looked
    assert "UMKM baru untuk pencarian" not in client.get(reverse("desk")).text


def test_a_merged_firm_is_not_new_as_the_other_one(save, verifier):
    search, known = save(), builders.make_verified_umkm(name="Lurik Sri")
    searches.look(search.pk, now=NOON + HOUR)
    kept = builders.make_verified_umkm(name="Lurik Bu Sri")
    merge_firms(kept, known, actor=verifier)
    assert searches.look(search.pk, now=NOON + 2 * HOUR) == 0
    assert SavedSearchFind.objects.get().umkm == kept


@pytest.mark.django_db(transaction=True)
def test_two_workers_look_at_the_same_moment(save):
    search = save()
    builders.make_verified_umkm(name="Lurik Baru")
    start = Barrier(2)

    def look(_worker):
        try:
            start.wait(timeout=10)
            found = searches.look(search.pk, now=NOON + HOUR)
            return found + len(filter_none(searches.tell_person(search.person_id, now=NOON + HOUR)))
        finally:
            connection.close()

    def filter_none(letter):
        return [letter] if letter else []

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(look, range(2)))
    searches.look(search.pk, now=NOON + 2 * HOUR)
    searches.tell_people(now=NOON + 2 * HOUR)
    assert search.finds.news().count() == 1
    assert Letter.objects.count() == 1


def test_the_wider_answer_of_the_page_is_no_news(save):
    """Where nothing fits exactly the page shows what is similar: a search that is watched waits for what was asked."""
    builders.make_verified_umkm(name="Lurik Lama")
    search = save("q=lurik+kapal")
    assert not search.finds.exists()
    builders.make_verified_umkm(name="Lurik Baru")
    assert searches.look(search.pk, now=NOON + HOUR) == 0
    builders.make_verified_umkm(
        name="Layar Kapal", products=[builders.product(name="Kain lurik untuk kapal")]
    )
    assert searches.look(search.pk, now=NOON + 2 * HOUR) == 1


# ── What is told ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_letter_a_day_about_all_searches(save, buyer):
    one, other = save(name="lurik ATBM"), save("district=33.10.03", name="Wedi")
    firm = builders.make_verified_umkm(name="Lurik Baru", village="33.10.03.2006")
    searches.look_at_due(now=NOON + HOUR)
    assert searches.tell_people(now=NOON + HOUR) == 1
    letter = Letter.objects.get()
    assert letter.address == buyer.email
    assert letter.language == "id"
    for part in (
        "1 UMKM baru untuk pencarian “lurik ATBM”",
        "“Wedi”",
        firm.name,
        other.get_absolute_url(),
    ):
        assert part in letter.body
    builders.make_verified_umkm(name="Lurik Kedua")
    searches.look_at_due(now=NOON + 3 * HOUR)
    assert searches.tell_people(now=NOON + 3 * HOUR) == 0
    assert searches.tell_people(now=NOON + DAY) == 1
    newest = Letter.objects.latest("created_at")
    assert "Lurik Kedua" in newest.body
    assert "Lurik Baru" not in newest.body
    assert one.finds.news().count() == 2  # told is not seen


def test_what_was_seen_is_not_told(save, buyer):
    search = save()
    builders.make_verified_umkm(name="Lurik Baru")
    searches.look(search.pk, now=NOON + HOUR)
    searches.mark_seen(search, actor=buyer)
    assert searches.tell_people(now=NOON + HOUR) == 0


def test_the_letter_is_in_the_language_of_its_reader(save, buyer):
    remember_language(buyer, "en")
    search = save()
    builders.make_verified_umkm(name="Lurik Baru")
    searches.look(search.pk, now=NOON + HOUR)
    assert searches.tell_person(buyer.pk, now=NOON + HOUR).language == "en"


def test_nobody_is_told_who_has_left_or_said_no(save, buyer, company):
    search = save()
    builders.make_verified_umkm(name="Lurik Baru")
    searches.look(search.pk, now=NOON + HOUR)
    member = company.members.get(user=buyer)
    member.delete()
    assert searches.tell_people(now=NOON + HOUR) == 0
    member.save(force_insert=True)
    stop_letters(kind="saved_search", person=buyer)
    searches.tell_people(now=NOON + HOUR)  # the outbox keeps it, and does not send it
    assert Letter.objects.get().person == buyer


def test_the_task_looks_and_tells(save):
    search = save()
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=timezone.now() - DAY)
    builders.make_verified_umkm(name="Lurik Baru")
    assert look_at_saved_searches() == 2


# ── What is kept ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_what_chooses_firms_is_kept(save):
    search = save("q=lurik&cluster=&page=3&utm_source=surat&sort=name&district=33.10.03")
    assert search.state == {"q": ["lurik"], "sort": ["name"], "district": ["33.10.03"]}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=2",
        "sort=name",
        "near=Wedi",
        "q=",
        "q=%20",
        "utm_source=x",
        "cluster=tidak-ada",
        "capacity=10",
    ],
)
def test_what_cannot_be_watched_is_refused(save, query):
    with pytest.raises(Refused):
        save(query)
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_name_that_cannot_be(save, name):
    with pytest.raises(ValidationError):
        save(name=name)
    assert not SavedSearch.objects.exists()


def test_limits_are_said(save, monkeypatch):
    builders.make_verified_umkm(name="Lurik")
    builders.make_verified_umkm(name="Lurik")
    monkeypatch.setattr(searches, "MOST_FITTING", 1)
    with pytest.raises(Refused, match="Persempit"):
        save()
    monkeypatch.undo()
    save(name="satu")
    with pytest.raises(ValidationError):
        save(name="SATU")
    monkeypatch.setattr(searches, "MOST_SEARCHES", 1)
    with pytest.raises(Refused, match="sudah menyimpan 1 pencarian"):
        save()
    assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"q": ["lurik"], "warna": ["merah"]}, "Saringan “warna” tidak ada lagi"),
        ({"q": ["lurik"], "cluster": ["besi"]}, "Pilih dari daftar."),
        ({"q": ["lurik"], "capacity": ["banyak"]}, "Tulis angka bulat"),
    ],
)
def test_a_filter_that_is_gone_widens_nothing(save, client, buyer, state, said):
    search = save()
    SavedSearch.objects.filter(pk=search.pk).update(state=state)
    builders.make_verified_umkm(name="Lurik Baru")
    assert searches.look(search.pk, now=NOON + HOUR) == 0
    assert news(search) == []
    client.force_login(buyer)
    page = client.get(search.get_absolute_url()).text
    assert said in page
    assert "berhenti mencari" in page
    assert "perlu diperbarui" in client.get(reverse("partnerships:saved-searches")).text


# ── Rights and pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_the_persons_own(client, save, company, charlie, officer):
    search = save()
    colleague = builders.make_account(Role.COMPANY)
    company.members.create(user=colleague, role=CompanyMember.Role.BUYER)
    before = SavedSearch.objects.values().get()
    for person in (colleague, charlie, officer):
        for write in (searches.drop_search, searches.mark_seen):
            with pytest.raises(NotAllowed):
                write(search, actor=person)
        client.force_login(person)
        assert client.get(search.get_absolute_url()).status_code == 404
        for name in ("saved-search-seen", "saved-search-drop"):
            assert client.post(reverse(f"partnerships:{name}", args=[search.pk])).status_code == 404
    for person in (charlie, officer):
        with pytest.raises(NotAllowed):
            save(actor=person)
        client.force_login(person)
        assert (
            client.get(reverse("partnerships:saved-search-new"), {"q": "lurik"}).status_code == 403
        )
    assert SavedSearch.objects.values().get() == before


def test_a_reader_watches_for_oneself(save, company):
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role=CompanyMember.Role.READER)
    assert save(actor=reader).person == reader


def test_from_the_directory_to_the_desk(client, buyer):
    client.force_login(buyer)
    builders.make_verified_umkm(name="Lurik Lama")
    new = reverse("partnerships:saved-search-new")
    assert new not in client.get(reverse("umkm:directory")).text
    assert f"{new}?q=lurik" in client.get(reverse("umkm:directory"), {"q": "lurik"}).text
    form = client.get(f"{new}?q=lurik&cluster=lurik")
    assert "Klaster: Lurik" in form.text or "Klaster: lurik" in form.text
    response = client.post(f"{new}?q=lurik&cluster=lurik", {"name": ""})
    assert response.context["form"].errors
    client.post(f"{new}?q=lurik&cluster=lurik", {"name": "lurik ATBM"})
    search = SavedSearch.objects.get()
    builders.make_verified_umkm(name="Lurik Baru")
    searches.look(search.pk)
    assert "1 UMKM baru untuk pencarian “lurik ATBM”" in client.get(reverse("desk")).text
    page = client.get(search.get_absolute_url()).text
    assert "Lurik Baru" in page
    assert "Lurik Lama" not in page
    client.post(reverse("partnerships:saved-search-seen", args=[search.pk]))
    assert "Lurik Baru" not in client.get(search.get_absolute_url()).text
    assert "UMKM baru untuk pencarian" not in client.get(reverse("desk")).text
    client.post(reverse("partnerships:saved-search-drop", args=[search.pk]))
    assert not SavedSearch.objects.exists()


def test_pages_cost_the_same_with_more_rows(client, save, buyer, count_queries):
    search = save("q=lurik&cluster=lurik")
    builders.make_verified_umkm(name="Lurik", certificates=[builders.certificate()])
    searches.look(search.pk, now=NOON + HOUR)
    client.force_login(buyer)
    page = search.get_absolute_url()
    client.get(page)
    before = count_queries(page)
    for _ in range(3):
        builders.make_verified_umkm(name="Lurik", certificates=[builders.certificate()])
    searches.look(search.pk, now=NOON + 2 * HOUR)
    assert count_queries(page) == before <= 20


def test_a_stopped_search_is_mended_by_saving_under_its_name(save, buyer, company):
    search = save()
    SavedSearch.objects.filter(pk=search.pk).update(state={"gone": ["1"]})
    builders.make_verified_umkm(name="Lurik Baru")
    again = searches.save_search(
        company, name=search.name.upper(), given=QueryDict("cluster=lurik"), actor=buyer
    )
    assert again.pk == search.pk
    assert again.state == {"cluster": ["lurik"]}
    assert not again.finds.news().exists()  # what fits now is in the directory
    with pytest.raises(ValidationError):  # one that runs is not overwritten by its name
        searches.save_search(
            company, name=search.name, given=QueryDict("cluster=batik"), actor=buyer
        )
    assert SavedSearch.objects.get(pk=search.pk).state == {"cluster": ["lurik"]}
