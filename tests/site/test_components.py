"""The parts of a page that all apps share."""

from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from investors.models import NeedStatus
from kemitraan.post.models import LetterStatus
from kemitraan.templatetags.tones import TONES, tone
from kemitraan.verification import VerificationStatus
from partnerships.models import (
    AmendmentStatus,
    DisputeStatus,
    EntryStatus,
    EventInvitationStatus,
    EventMeetingStatus,
    EventStatus,
    GroupStatus,
    MouStatus,
    ReportStatus,
    SuggestionStatus,
)
from umkm.flow import UMKM_FLOW
from umkm.models import FacilitationRequest, Membership


def component(name, request=None, **context) -> str:
    return render_to_string(f"components/{name}.html", context, request)


@pytest.mark.parametrize(
    "states",
    [
        VerificationStatus,
        NeedStatus,
        SuggestionStatus,
        GroupStatus,
        MouStatus,
        EntryStatus,
        EventStatus,
        EventInvitationStatus,
        EventMeetingStatus,
        LetterStatus,
        AmendmentStatus,
        DisputeStatus,
    ],
)
def test_every_state_has_a_tone_and_no_tone_is_left_over(states):
    assert set(states.values) <= set(TONES)


def test_no_tone_belongs_to_a_state_that_is_gone():
    known = [
        VerificationStatus,
        Membership.Status,
        FacilitationRequest.Status,
        NeedStatus,
        SuggestionStatus,
        GroupStatus,
        MouStatus,
        AmendmentStatus,
        DisputeStatus,
        ReportStatus,
        EntryStatus,
        EventStatus,
        EventInvitationStatus,
        EventMeetingStatus,
        LetterStatus,
    ]
    assert set(TONES) == {value for states in known for value in states.values}


def test_an_unknown_state_is_neutral():
    assert tone("something-new") == "neutral"


def test_status_shows_the_state_in_words():
    umkm = SimpleNamespace(status="verified", get_status_display=lambda: "terverifikasi")
    assert component("status", object=umkm) == '<span class="tag tone-good">Terverifikasi</span>'


def test_a_bar_has_a_width_that_svg_understands():
    html = component("bars", parts=[{"label": "Kapasitas", "percent": 82.5}])
    assert '<rect width="82.5%"' in html, "a decimal comma would make the bar vanish"
    assert "Kapasitas" in html


def test_the_pager_keeps_the_filter():
    request = RequestFactory().get("/direktori/", {"cluster": "lurik", "page": "2"})
    html = component("pager", request, page=Paginator(range(30), 10).page(2))
    assert "?cluster=lurik&amp;page=1" in html
    assert "?cluster=lurik&amp;page=3" in html
    assert "Halaman 2 dari 3" in html


def test_one_page_needs_no_pager():
    request = RequestFactory().get("/")
    assert component("pager", request, page=Paginator(range(3), 10).page(1)).strip() == ""


def test_a_simple_step_is_pressed_and_one_that_asks_leads_to_its_form():
    steps = [
        {"transition": UMKM_FLOW.transitions["verify"], "url": "/a/"},
        {"transition": UMKM_FLOW.transitions["return"], "url": "/b/"},
    ]
    html = component("steps", RequestFactory().get("/"), steps=steps)
    assert '<form method="post" action="/a/">' in html
    assert 'href="/b/"' in html
    assert 'action="/b/"' not in html


def test_a_step_that_needs_facts_leads_to_its_form():
    steps = [{"transition": UMKM_FLOW.transitions["verify"], "url": "/a/", "needs_form": True}]
    assert "<form" not in component("steps", steps=steps)


def test_empty_offers_what_to_do_next():
    html = component("empty", text="Belum ada produk.", url="/baru/", action="Tambah produk")
    assert "Belum ada produk." in html
    assert 'href="/baru/"' in html
    assert "<a" not in component("empty", text="Belum ada.")


@pytest.mark.parametrize(
    ("level", "expected"),
    [(constants.SUCCESS, "good"), (constants.WARNING, "warn"), (constants.ERROR, "bad")],
)
def test_messages_have_the_tone_of_their_level(level, expected):
    html = component("messages", messages=[Message(level, "Tersimpan.")])
    assert f"tone-{expected}" in html
    assert 'role="status"' in html


class Example(forms.Form):
    name = forms.CharField(label="Nama usaha", help_text="Seperti di NIB.")
    terms = forms.ChoiceField(choices=[("a", "Tunai")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Saya setuju")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_what_was_typed_is_kept_and_what_is_wrong_is_said_twice():
    html = Example({"name": "x" * 3, "terms": "b", "hidden": "h"}).render()
    assert 'value="xxx"' in html
    assert html.count('type="hidden"') == 1
    assert html.count("Bidang ini harus diisi.") == 2, "in the summary and at the field"
    assert 'role="alert"' in html
    assert '<a href="#id_agreed">Saya setuju</a>' in html


def test_an_error_of_the_whole_form_stands_once_in_the_summary():
    form = Example({"name": "x", "terms": "a", "agreed": "on"})
    form.add_error(None, "Perusahaan sudah menjawab.")
    assert form.render().count("Perusahaan sudah menjawab.") == 1


def test_an_unsent_form_complains_of_nothing():
    assert "errorlist" not in Example().render()
    assert 'role="alert"' not in Example().render()


def test_choices_are_a_group_with_a_legend():
    html = Example().render()
    assert "<legend>Terms" in html
    assert '<label for="id_name">Nama usaha' in html
    assert html.index('id="id_agreed"') < html.index("Saya setuju"), "the box before its words"


def test_what_somebody_wrote_is_never_markup():
    form = Example({"name": "<script>x</script>"})
    form.add_error("name", "<b>tebal</b>")
    assert "<script>" not in form.render()
    assert "<b>" not in form.render()
