"""One letter a day for each person, of what holds when it is sent; each notice once, whatever happens on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from kemitraan.post.links import read_stop
from kemitraan.post.models import Letter, Outage
from kemitraan.post.services import carry_letters, start_letters, stop_letters
from kemitraan.post.services.readers import remember_language
from kemitraan.refusals import NotAllowed, WrongState
from partnerships.models import Notice
from partnerships.services import digest
from partnerships.services.digest import note_sent_by_whatsapp, people_by_whatsapp, send_digests
from partnerships.services.suggestions import decline, show_interest
from partnerships.services.watch import watch
from tests import builders
from umkm.services import change_status

pytestmark = pytest.mark.django_db

NIGHT, MORNING, NOON = (timezone.make_aware(datetime(2026, 12, 8, hour)) for hour in (1, 7, 12))


@pytest.fixture
def asked(verified_umkm, need, alice, buyer):
    """Alice's firm was interested eight days ago, and the company (which has an e-mail) has not answered."""
    buyer.email = "buyer@example.org"
    buyer.save()
    watch(now=NIGHT - timedelta(days=10))
    Notice.objects.all().delete()
    suggestion = builders.make_suggestion(need, verified_umkm)
    return show_interest(suggestion, actor=alice, now=MORNING - timedelta(days=8))


def letters():
    return list(Letter.objects.order_by("pk"))


def test_one_digest_a_day_after_its_hour(asked, buyer):
    watch(now=NIGHT)
    assert send_digests(now=NIGHT) == 0
    assert send_digests(now=MORNING) == 1
    assert send_digests(now=NOON) == 0
    [letter] = letters()
    assert (letter.address, letter.language, letter.person) == ("buyer@example.org", "id", buyer)
    assert letter.subject == "2 hal menunggu Anda"  # the interest as news, and the reminder
    assert "PERLU JAWABAN ANDA" in letter.body
    assert "UMKM berminat, dan Anda diminta menjawab." in letter.body
    assert f"/saran/{asked.pk}/" in letter.body
    assert not Notice.objects.untold().filter(person=buyer).exists()


def test_what_comes_up_later_is_for_tomorrow(asked, buyer):
    watch(now=MORNING + timedelta(hours=1))
    assert send_digests(now=NOON) == 0
    assert send_digests(now=MORNING + timedelta(days=1)) == 1


def test_what_is_settled_by_then_is_not_told(asked, buyer, alice):
    watch(now=NIGHT)
    decline(asked, actor=buyer, reason="price", now=NIGHT)
    assert send_digests(now=MORNING) == 0
    assert letters() == []
    assert not Notice.objects.live().filter(person=buyer, code="suggestion_silent").exists()


@pytest.mark.parametrize("leave", ["member", "account"])
def test_who_has_left_gets_nothing(asked, buyer, leave):
    watch(now=NIGHT)
    if leave == "member":
        asked.need.company.members.filter(user=buyer).delete()
    else:
        buyer.is_active = False
        buyer.save()
    assert send_digests(now=MORNING) == 0
    assert letters() == []


def test_in_the_language_that_the_reader_used_last(asked, buyer):
    remember_language(buyer, "id")
    remember_language(buyer, "en")
    watch(now=NIGHT)
    send_digests(now=MORNING)
    [letter] = letters()
    assert letter.language == "en"
    assert '<html lang="en">' in letter.html


def test_news_is_told_to_the_other_side_and_not_to_who_made_it(asked, buyer, alice):
    alice.email = "alice@example.org"
    alice.save()
    watch(now=NIGHT)
    assert not Notice.objects.filter(person=alice, code="change_suggestion").exists()
    show_interest(asked, actor=buyer, now=NIGHT)
    watch(now=NIGHT)
    told = Notice.objects.get(person=alice, code="change_suggestion")
    assert told.values["status"] == "matched"
    assert not Notice.objects.filter(
        person=buyer, code="change_suggestion", values__status="matched"
    ).exists()


def test_news_that_was_overtaken_is_not_told(umkm, verifier, alice):
    alice.email = "alice@example.org"
    alice.save()
    change_status(umkm, "verify", actor=verifier, now=NIGHT)
    watch(now=NIGHT)
    change_status(umkm, "suspend", actor=verifier, note="Keluhan diperiksa.", now=NIGHT)
    watch(now=NIGHT)
    send_digests(now=MORNING)
    [letter] = letters()
    assert "ditangguhkan" in letter.body
    assert "Keluhan diperiksa." in letter.body
    assert "terverifikasi" not in letter.body


def test_a_kind_that_was_stopped_stays_in_the_portal(asked, buyer):
    stop_letters(kind="answers", person=buyer)
    watch(now=NIGHT)
    send_digests(now=MORNING)
    assert all("PERLU JAWABAN ANDA" not in letter.body for letter in letters())
    quiet = Notice.objects.get(person=buyer, code="suggestion_silent")
    assert (quiet.via, quiet.read_at) == (Notice.Via.PORTAL, None)
    start_letters(kind="answers", person=buyer)
    assert send_digests(now=MORNING + timedelta(days=1)) == 0  # it is not told a day later


def test_the_digest_as_a_whole_can_be_stopped(asked, buyer):
    stop_letters(kind="digest", person=buyer)
    watch(now=NIGHT)
    assert send_digests(now=MORNING) == 0
    assert letters() == []


def test_the_letter_carries_its_stops(asked, buyer):
    watch(now=NIGHT)
    send_digests(now=MORNING)
    carry_letters(now=MORNING)
    [sent] = mail.outbox
    headers = sent.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"].replace("\n", "").replace(" ", "").strip("<>")
    assert read_stop(link.rstrip("/").rpartition("/")[2]) == (buyer.pk, "digest")
    tokens = [line for line in sent.body.splitlines() if "/berhenti/" in line]
    assert len(tokens) >= 2  # the part and the whole


def test_nothing_is_written_while_the_mail_server_is_away(asked, buyer):
    watch(now=NIGHT)
    outage = Outage.objects.create(began_at=NIGHT, next_try_at=NOON)
    assert send_digests(now=MORNING) == 0
    outage.ended_at = NOON
    outage.save()
    assert send_digests(now=NOON) == 1


def test_a_worker_that_is_killed_in_the_middle_has_told_all_or_nothing(
    asked, buyer, officer, monkeypatch
):
    officer.email = "officer@example.org"
    officer.save()
    watch(now=NIGHT + timedelta(days=7))
    morning = MORNING + timedelta(days=7)
    post, calls = digest.post_letter, []

    def killed(**letter):
        calls.append(letter)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return post(**letter)

    monkeypatch.setattr(digest, "post_letter", killed)
    with pytest.raises(KeyboardInterrupt):
        send_digests(now=morning)
    assert len(letters()) == 1
    monkeypatch.setattr(digest, "post_letter", post)
    assert send_digests(now=morning) == 1
    assert {letter.person_id for letter in letters()} == {buyer.pk, officer.pk}


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_digest(asked, buyer):
    watch(now=NIGHT)
    start = Barrier(2)

    def send(_number):
        try:
            start.wait(timeout=20)
            return send_digests(now=MORNING)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == [0, 1]
    assert len(letters()) == 1


# ── People without e-mail ────────────────────────────────────────────────────────────────────────────────────────────


def test_who_has_no_mail_is_told_by_an_officer(verified_umkm, need, alice, bob, buyer, officer):
    assert (alice.email, bool(alice.telephone)) == ("", True)
    show_interest(builders.make_suggestion(need, verified_umkm), actor=buyer, now=NIGHT)
    watch(now=NIGHT)
    assert alice in people_by_whatsapp()
    news = Notice.objects.untold().filter(person=alice)
    keys = list(news.values_list("pk", flat=True))
    upto = max(keys)
    with pytest.raises(NotAllowed):
        note_sent_by_whatsapp(alice, upto=upto, actor=bob)
    assert news.count() == len(keys) > 0
    assert note_sent_by_whatsapp(alice, upto=upto, actor=officer) == len(keys)
    assert alice not in people_by_whatsapp()
    with pytest.raises(WrongState):
        note_sent_by_whatsapp(alice, upto=upto, actor=officer)
    assert set(Notice.objects.filter(pk__in=keys).values_list("via", "told_by")) == {
        (Notice.Via.WHATSAPP, officer.pk)
    }
