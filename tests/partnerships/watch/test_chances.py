"""New suggestions and changed needs: told once, to those concerned, and stopped like the rest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from investors.services import update_need
from partnerships.models import Notice, Suggestion
from partnerships.services.suggestions import show_interest
from partnerships.services.watch import watch
from partnerships.wording.notices import sentence
from tests import builders

pytestmark = pytest.mark.django_db


def test_new_suggestions_are_told_to_both_sides_once_a_day(
    suggestion, told, alice, bob, buyer, charlie
):
    today = timezone.localdate().isoformat()
    for _ in range(2):
        watch()
    for person in (alice, bob):
        assert told(person, "chance_umkm") == [today]
    assert told(buyer, "chance_company") == [today]
    assert not Notice.objects.filter(person=charlie).exists()
    builders.make_suggestion(umkm=suggestion.umkm)
    watch(now=timezone.now() + timedelta(hours=1))
    assert told(alice, "chance_umkm") == [today]  # the same day of the matcher


def test_what_is_answered_or_old_is_not_told(suggestion, told, alice, buyer):
    Suggestion.objects.update(created_at=timezone.now() - timedelta(days=20))
    watch()
    assert told(alice, "chance_umkm") == told(buyer, "chance_company") == []


def test_what_was_answered_before_the_letter_is_dropped(suggestion, told, alice):
    watch()
    show_interest(suggestion, actor=alice)
    watch(now=timezone.now() + timedelta(minutes=5))
    assert told(alice, "chance_umkm") == []


def test_a_changed_need_is_told_to_who_answered_and_an_edit_to_its_company(
    suggestion, told, alice, buyer, officer, charlie
):
    show_interest(suggestion, actor=alice)
    need = suggestion.need
    update_need(need, volume_month=need.volume_month + 5, actor=officer)
    watch()
    assert told(alice, "need_changed") == ["r2"]
    assert told(buyer, "need_edited") == ["r2"]
    edited = Notice.objects.get(person=buyer, code="need_edited")
    assert officer.full_name in sentence(edited.code, edited.values)
    assert not Notice.objects.filter(person=charlie).exists()


def test_who_edits_the_own_need_is_not_told(suggestion, told, alice, buyer):
    show_interest(suggestion, actor=alice)
    update_need(suggestion.need, volume_month=suggestion.need.volume_month + 5, actor=buyer)
    watch()
    assert told(buyer, "need_edited") == []
    assert told(alice, "need_changed") == ["r2"]
