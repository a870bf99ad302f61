"""Letters are handed to the mail server: each once, over few connections; what it refuses is said, what it cannot take waits."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kemitraan.post.envelopes import message_id
from kemitraan.post.models import BadAddress, Letter, LetterStatus, Outage
from kemitraan.post.services import carry_letters, send_again, stop_letters
from kemitraan.post.services.carrying import PATIENCE
from kemitraan.post.services.keeping import forget_old_letters
from kemitraan.refusals import NotAllowed, WrongState
from tests import builders

pytestmark = pytest.mark.django_db


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


def test_any_mail_backend_of_django_carries():
    letter = builders.make_letter()
    assert carry_letters() == 1
    assert fresh(letter).status == LetterStatus.SENT
    assert [sent.to for sent in mail.outbox] == [["alice@example.org"]]
    assert carry_letters() == 0
    assert len(mail.outbox) == 1


def test_a_mail_has_text_and_html_and_the_number_of_its_key(mail_server):
    letter = builders.make_letter(
        "alice@example.org",
        body="Selamat datang.\n\nBuka https://example.org/masuk/ & <b>baca</b>.",
    )
    assert carry_letters() == 1
    [sent] = mail_server.mails
    assert sent["Message-ID"] == message_id(letter.key)
    assert sent["Auto-Submitted"] == "auto-generated"
    text = sent.get_body(("plain",)).get_content()
    assert "https://example.org/masuk/ & <b>baca</b>." in text
    html = sent.get_body(("html",)).get_content()
    assert '<a href="https://example.org/masuk/"' in html
    assert "&amp; &lt;b&gt;baca" in html


def test_many_letters_go_over_few_connections(mail_server, settings):
    settings.EMAIL_PER_CONNECTION = 10
    for number in range(25):
        builders.make_letter(f"a{number}@example.org")
    assert carry_letters() == 25
    assert [sent.came_to for sent in mail_server.mails] == [
        [f"a{n}@example.org"] for n in range(25)
    ]
    assert mail_server.connections == 3


def test_a_dead_server_delays_with_growing_pauses_and_loses_nothing(mail_server):
    letter, now = builders.make_letter(), timezone.now() + timedelta(seconds=1)
    mail_server.stop()
    pauses = []
    for _number in range(9):
        assert carry_letters(now=now) == 0
        outage = Outage.objects.get()
        pauses.append((outage.next_try_at - now).total_seconds())
        assert carry_letters(now=now) == 0  # too early: nobody is asked
        now = outage.next_try_at
    assert pauses == [30, 60, 120, 240, 480, 960, 1800, 1800, 1800]
    assert fresh(letter).status == LetterStatus.WAITING
    assert fresh(letter).tries == 0
    assert Outage.objects.get().tries == 9


def test_an_outage_ends_with_the_first_connection(mail_server):
    now = timezone.now()
    Outage.objects.create(began_at=now, next_try_at=now + timedelta(minutes=5), tries=3)
    builders.make_letter(now=now)
    assert carry_letters(now=now + timedelta(minutes=4)) == 0
    assert carry_letters(now=now + timedelta(minutes=5)) == 1
    assert Outage.objects.get().ended_at == now + timedelta(minutes=5)


def test_nobody_lives_there_is_told_and_not_tried_again(mail_server):
    mail_server.refusals["gone@example.org"] = "550 5.1.1 no such user"
    refused, taken = (
        builders.make_letter("gone@example.org"),
        builders.make_letter("alice@example.org"),
    )
    assert carry_letters() == 1
    assert (fresh(refused).status, fresh(refused).answer) == ("refused", "550 5.1.1 no such user")
    assert fresh(taken).status == LetterStatus.SENT
    assert BadAddress.objects.get().address == "gone@example.org"

    mail_server.refusals.clear()
    later = builders.make_letter("Gone@example.org", key="later")
    assert carry_letters() == 0  # not even asked
    assert fresh(later).status == LetterStatus.REFUSED


def test_a_refusal_that_is_not_about_the_address_blames_no_address(mail_server):
    mail_server.refusals["bob@example.org"] = "554 5.7.1 relay access denied"
    mail_server.texts["Iklan"] = "554 5.7.1 looks like spam"
    relay, spam = (
        builders.make_letter("bob@example.org"),
        builders.make_letter("alice@example.org", subject="Iklan"),
    )
    assert carry_letters() == 0
    assert {fresh(relay).status, fresh(spam).status} == {LetterStatus.REFUSED}
    assert not BadAddress.objects.exists()


def test_a_letter_that_is_refused_for_now_is_tried_again_later(mail_server):
    mail_server.refusals["bob@example.org"] = "450 4.2.0 greylisted"
    now = timezone.now()
    letter = builders.make_letter("bob@example.org", now=now)
    waits = []
    for _number in range(4):
        assert carry_letters(now=now) == 0
        waits.append((fresh(letter).due_at - now).total_seconds() / 60)
        now = fresh(letter).due_at
    assert waits == [1, 5, 15, 60]
    assert not Outage.objects.exists()  # others may be sent meanwhile
    mail_server.refusals.clear()
    assert carry_letters(now=now) == 1


def test_patience_ends(mail_server):
    mail_server.refusals["bob@example.org"] = "452 4.2.2 mailbox full"
    now = timezone.now()
    letter = builders.make_letter("bob@example.org", now=now - PATIENCE - timedelta(hours=1))
    carry_letters(now=now)
    assert (fresh(letter).status, fresh(letter).answer) == ("refused", "452 4.2.2 mailbox full")
    assert not BadAddress.objects.exists()


def test_who_stopped_the_kind_or_left_gets_nothing(mail_server, settings):
    stays, stops, leaves = (builders.make_account("umkm") for _ in range(3))
    letters = [
        builders.make_letter(
            f"{person.username}@example.org", person=person, kind="test_news", key=f"n:{person.pk}"
        )
        for person in (stays, stops, leaves)
    ]
    stop_letters(kind="test_news", person=stops)
    leaves.is_active = False
    leaves.save()
    assert carry_letters() == 1
    assert [fresh(letter).status for letter in letters] == ["sent", "stopped", "stopped"]
    assert [sent["To"] for sent in mail_server.mails] == [f"{stays.username}@example.org"]


def test_an_official_sends_again(mail_server, officer, alice):
    mail_server.refusals["gone@example.org"] = "550 5.1.1 no such user"
    letter = builders.make_letter("gone@example.org")
    carry_letters()
    with pytest.raises(NotAllowed):
        send_again(letter, actor=alice)
    assert fresh(letter).status == LetterStatus.REFUSED
    mail_server.refusals.clear()
    send_again(letter, actor=officer)
    assert not BadAddress.objects.exists()
    assert carry_letters() == 1
    with pytest.raises(WrongState):
        send_again(letter, actor=officer)
    assert len(mail_server.mails) == 1


def test_old_letters_are_emptied_and_their_key_stays(mail_server):
    now = timezone.now()
    sent, waits = builders.make_letter(now=now), builders.make_letter(now=now)
    carry_letters()
    Letter.objects.filter(pk=waits.pk).update(status="waiting", sent_at=None)
    assert forget_old_letters(now=now + timedelta(days=179)) == 0
    assert forget_old_letters(now=now + timedelta(days=181)) == 1
    assert forget_old_letters(now=now + timedelta(days=181)) == 0
    assert (fresh(sent).body, fresh(sent).address) == ("", "")
    assert fresh(waits).body
    assert builders.make_letter(key=sent.key) == sent


# ── Carriers that die ────────────────────────────────────────────────────────────────────────────────────────────────


def carried_by_the_dead(letter, **fields):
    """As a killed carrier leaves it: nobody holds the lock of its claim."""
    given = {"status": LetterStatus.SENDING, "claim": 4711, "sending_since": timezone.now()}
    Letter.objects.filter(pk=letter.pk).update(**given | fields)


def test_what_a_dead_carrier_had_not_begun_is_sent_once(mail_server):
    letter = builders.make_letter()
    carried_by_the_dead(letter)
    assert carry_letters() == 1
    assert (fresh(letter).status, fresh(letter).repeats) == (LetterStatus.SENT, 0)


def test_what_a_dead_carrier_had_begun_is_repeated_once_and_counted(mail_server):
    letter = builders.make_letter()
    carried_by_the_dead(letter, begun_at=timezone.now())
    assert carry_letters() == 1
    assert (fresh(letter).status, fresh(letter).repeats) == (LetterStatus.SENT, 1)


def test_in_doubt_twice_it_is_not_sent_a_third_time(mail_server, officer):
    letter = builders.make_letter()
    carried_by_the_dead(letter, begun_at=timezone.now(), repeats=1)
    assert carry_letters() == 0
    assert fresh(letter).status == LetterStatus.UNCERTAIN
    assert list(Letter.objects.troubled()) == [letter]


def test_a_connection_that_breaks_after_the_text_leaves_a_doubt(mail_server, monkeypatch):
    letter, now = builders.make_letter(), timezone.now() + timedelta(seconds=1)

    async def took_it_and_fell(self, server, session, envelope):
        self.mails.append(envelope)
        server.transport.abort()
        return "250 never heard"

    monkeypatch.setattr(type(mail_server), "handle_DATA", took_it_and_fell)
    assert carry_letters(now=now) == 0
    assert (fresh(letter).status, fresh(letter).repeats) == (LetterStatus.WAITING, 1)
    now += timedelta(minutes=1)
    assert carry_letters(now=now) == 0
    assert fresh(letter).status == LetterStatus.UNCERTAIN
    assert carry_letters(now=now + timedelta(hours=1)) == 0
    assert len(mail_server.mails) == 2


def test_a_server_that_ends_the_connection_is_asked_for_another(mail_server, monkeypatch):
    """Many servers take so many letters over one connection and no more."""
    taken = type(mail_server).handle_DATA

    async def three_and_no_more(self, server, session, envelope):
        answer = await taken(self, server, session, envelope)
        if len(self.mails) % 3 == 0:
            server.loop.call_later(0.02, server.transport.close)
        return answer

    monkeypatch.setattr(type(mail_server), "handle_DATA", three_and_no_more)
    monkeypatch.setattr(
        "kemitraan.post.roads.SmtpRoad.announce",
        _after_a_moment(),
    )
    for number in range(8):
        builders.make_letter(f"a{number}@example.org")
    assert carry_letters() == 8
    assert len(mail_server.mails) == 8
    assert not Outage.objects.exists()


def _after_a_moment():
    """The server's goodbye is on its way before the next letter is."""
    from kemitraan.post.roads import SmtpRoad  # noqa: PLC0415

    announce = SmtpRoad.announce

    def slowly(self, message):
        time.sleep(0.04)
        announce(self, message)

    return slowly
