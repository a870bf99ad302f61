"""What a person was told, on the desk and on a page of its own; and what officials do in the admin."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import LkpmWindow, Notice, WatchRule
from partnerships.services.suggestions import show_interest
from partnerships.services.watch import watch
from tests import builders
from umkm.services import change_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(umkm, verifier):
    """Alice's and Bob's firm was verified."""
    change_status(umkm, "verify", actor=verifier)
    watch()
    return Notice.objects.filter(code="change_umkm")


def test_the_desk_shows_what_is_new(news, alice, client):
    client.force_login(alice)
    page = client.get(reverse("desk")).content.decode()
    assert "Kabar untuk Anda" in page
    assert "Lurik Alice: terverifikasi." in page


def test_each_reads_for_oneself(news, alice, bob, charlie, client):
    mine = news.get(person=alice)
    client.force_login(charlie)
    client.post(reverse("partnerships:notice-read", args=[mine.pk]))
    assert news.filter(read_at=None).count() == 2
    assert "Lurik Alice" not in client.get(reverse("partnerships:notices")).content.decode()
    client.force_login(alice)
    client.post(reverse("partnerships:notice-read", args=[mine.pk]))
    assert news.get(read_at=None).person == bob
    assert "Kabar untuk Anda" not in client.get(reverse("desk")).content.decode()
    client.force_login(bob)
    client.post(reverse("partnerships:notices-read"))
    assert not news.filter(read_at=None).exists()


def test_the_page_asks_as_much_for_many_as_for_few(alice, client, django_assert_num_queries):
    client.force_login(alice)
    page = reverse("partnerships:notices")
    rows = [
        Notice(
            person=alice,
            code="change_umkm",
            subject=f"umkm:{number}",
            mark="change:1",
            values={"umkm": "Lurik", "status": "verified"},
            url="/meja/",
        )
        for number in range(20)
    ]
    Notice.objects.bulk_create(rows[:2])
    client.get(page)
    with django_assert_num_queries(4):
        client.get(page)
    Notice.objects.bulk_create(rows[2:])
    with django_assert_num_queries(4):
        assert client.get(page).content.decode().count("Lurik") == 20


@pytest.fixture
def waiting(verified_umkm, need, alice, buyer):
    """Alice, who has no e-mail, is to answer a company."""
    show_interest(builders.make_suggestion(need, verified_umkm), actor=buyer)
    watch()
    return Notice.objects.untold().filter(person=alice)


def test_an_officer_sends_by_whatsapp_in_the_admin(waiting, alice, officer, verifier, client):
    page = reverse("admin:partnerships_notice_whatsapp")
    sent = reverse(
        "admin:partnerships_notice_whatsapp_sent", args=[alice.pk, waiting.latest("pk").pk]
    )
    client.force_login(verifier)
    assert "wa.me" not in client.get(page).content.decode()
    client.post(sent)
    assert waiting.exists()
    client.force_login(alice)
    assert client.post(sent).status_code == 302
    assert waiting.exists()
    client.force_login(officer)
    shown = client.get(page).content.decode()
    assert f"https://wa.me/{alice.telephone.lstrip('+')}?text=Yth." in shown
    assert client.get(sent).status_code == 405
    client.post(sent)
    assert not waiting.exists()
    assert "Semua kabar" in client.get(page).content.decode() or "Bob" in shown


def test_the_days_are_changed_by_the_officer_alone(officer, verifier, client):
    page = reverse("admin:partnerships_watchrule_change", args=["mou_asleep"])
    data = {"days": "30, 120,30", "officer_from": "30", "is_active": "on", "source": "SK 1/2027"}
    client.force_login(verifier)
    assert client.post(page, data).status_code == 403
    assert WatchRule.objects.get(pk="mou_asleep").days == [90, 180]
    client.force_login(officer)
    assert client.post(page, data | {"days": "besok"}).status_code == 200
    assert WatchRule.objects.get(pk="mou_asleep").days == [90, 180]
    assert client.post(page, data).status_code == 302
    rule = WatchRule.objects.get(pk="mou_asleep")
    assert (rule.days, rule.source) == ([30, 120], "SK 1/2027")


def test_a_new_window_of_lkpm_is_a_new_row(officer, client):
    client.force_login(officer)
    before = LkpmWindow.objects.count()
    page = reverse("admin:partnerships_lkpmwindow_add")
    data = {"starts_on": "2027-01-01", "first_day": "5", "last_day": "3", "source": "Aturan baru"}
    assert client.post(page, data).status_code == 200
    assert LkpmWindow.objects.count() == before
    assert client.post(page, data | {"last_day": "20"}).status_code == 302
    today = timezone.localdate().replace(year=2027, month=2, day=1)
    assert str(LkpmWindow.objects.filter(starts_on__lte=today).first()) == "5–20"
