"""What a suggestion's page tells beside score and contact: both answers with their reasons, and what a change would bring."""

import pytest
from django.urls import reverse

from partnerships import wording
from partnerships.matching import Fact
from partnerships.services.suggestions import decline, reopen, show_interest
from tests import builders

pytestmark = pytest.mark.django_db


def page(client, suggestion, person, language="id") -> str:
    client.force_login(person)
    client.cookies["django_language"] = language
    return client.get(reverse("partnerships:suggestion", args=[suggestion.pk])).text


def said(suggestion) -> list[str]:
    suggestion.refresh_from_db()
    return [row.code for row in wording.answers(suggestion, suggestion.changes.all())]


def test_both_answers_stand_side_by_side(suggestion, alice, buyer):
    assert said(suggestion) == ["", ""]
    show_interest(suggestion, actor=alice)
    assert said(suggestion) == ["", "yes"]
    show_interest(suggestion, actor=buyer)
    assert said(suggestion) == ["yes", "yes"]


def test_the_other_side_reads_the_reason_of_a_no(client, suggestion, alice, buyer):
    show_interest(suggestion, actor=alice)
    decline(suggestion, actor=buyer, reason="price", note="Terlalu mahal bagi kami.")
    assert said(suggestion) == ["no", "yes"]
    text = page(client, suggestion, alice)
    assert text.count("arga tidak cocok") == 2  # beside the answer, and in the history
    assert "Terlalu mahal bagi kami." in text


def test_opened_again_both_are_asked_anew(suggestion, alice, officer):
    decline(suggestion, actor=alice, reason="season")
    assert said(suggestion) == ["", "no"]
    suggestion.refresh_from_db()
    reopen(suggestion, actor=officer, note="Musim berganti.")
    assert said(suggestion) == ["", ""]


def test_a_change_says_from_where_the_score_would_rise(client, need, verified_umkm, buyer):
    what_if = Fact("with_price", {"price": 80_000, "unit": "meter", "score": 82.0})
    row = builders.make_suggestion(need, verified_umkm, score=64.0, what_ifs=(what_if,))
    text = page(client, row, buyer)
    assert "nilainya menjadi 82, naik dari 64." in text
    told = client.get(f"/api/v1/suggestions/{row.pk}/").json()["what_ifs"][0]
    assert "naik dari 64" in told["text"]
