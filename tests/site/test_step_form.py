"""The form of a step asks for what its transition needs."""

import pytest
from django import forms
from django.db import models

from kemitraan.access import ALLOWED
from kemitraan.forms import StepForm
from kemitraan.workflow import Transition


class Why(models.TextChoices):
    PRICE = "price", "harga"
    OTHER = "other", "lain-lain"


def transition(**given) -> Transition:
    return Transition("close", "Tutup", {"open"}, "closed", who=lambda *_: ALLOWED, **given)


def test_a_note_may_stay_empty():
    form = StepForm(transition(), {"note": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"note": ""}


def test_a_note_that_is_needed():
    form = StepForm(transition(needs_note=True), {"note": "  "})
    assert set(form.errors) == {"note"}


def test_a_reason_is_one_of_the_list():
    form = StepForm(transition(reasons=Why), {"reason": "price"})
    assert form.is_valid()
    assert form.cleaned_data == {"reason": "price", "note": ""}
    assert set(StepForm(transition(reasons=Why), {}).errors) == {"reason"}
    assert set(StepForm(transition(reasons=Why), {"reason": "luck"}).errors) == {"reason"}


def test_an_empty_body_is_a_sent_form():
    assert StepForm(transition(needs_note=True), {}).is_bound


def test_facts_stand_between_reason_and_note():
    class SignForm(StepForm):
        number = forms.CharField()

    assert list(SignForm(transition(reasons=Why)).fields) == ["reason", "number", "note"]


def test_the_page_ties_words_to_fields():
    html = StepForm(transition(reasons=Why, needs_note=True), {"note": ""}).render()
    assert "<legend>Alasan" in html
    assert 'aria-describedby="id_note_helptext id_note_error"' in html
    assert 'id="id_note_error"' in html
    assert 'href="#id_note"' in html, "the summary leads to the field"
    assert 'href="#id_reason"' in html


@pytest.mark.parametrize("needs_note", [True, False])
def test_required_is_said_in_words(needs_note):
    html = StepForm(transition(needs_note=needs_note)).render()
    assert ("wajib" in html) is needs_note
