"""Fragments of Jinja2: escaped like Django's, in the reader's language, and never silent about what they were not given."""

import pytest
from django.template import Context, Template
from django.utils.translation import override
from jinja2 import UndefinedError

from kemitraan.jinja import markup
from umkm.cards import Card, Good


def card(**given) -> Card:
    fields = {"pk": 7, "name": "Lurik", "url": "/direktori/7/", "about": "", "goods": (), "more": "", "certificates": ()}  # fmt: skip
    return Card(**fields | given)


def test_what_is_printed_is_escaped():
    html = markup("umkm/firm_card.html", umkm=card(name="<b>'A' & \"B\""))
    assert "<b>" not in html
    assert "&lt;b&gt;&#39;A&#39; &amp; &#34;B&#34;" in html


def test_a_page_of_django_takes_a_fragment_as_it_is():
    page = Template('{% load jinja %}<li>{% jinja "umkm/firm_card.html" umkm=card %}</li>')
    html = page.render(Context({"card": card(goods=[Good("Kain <b>", "", "Rp 5")])}))
    assert "<strong>Kain &lt;b&gt;</strong><br>" in html
    assert '<li><h3><a href="/direktori/7/">Lurik</a></h3>' in html


def test_what_is_missing_is_no_blank():
    with pytest.raises(UndefinedError, match="umkm"):
        markup("umkm/firm_card.html")


@pytest.mark.parametrize(("language", "said"), [("id", "Bandingkan"), ("en", "Compare")])
def test_it_speaks_the_language_of_the_reader(language, said):
    with override(language):
        assert f">{said}</button>" in markup("umkm/compare_bar.html", near="")
