"""Firms with the press that puts one on the shortlist of the reader's company; nothing for others."""

from django import template

from kemitraan.jinja import markup
from partnerships.shortlisting import Shortlisting

register = template.Library()


@register.simple_tag(takes_context=True)
def firm_list(context, firms):
    """{% firm_list cards %}; beside it stands umkm/compare_bar.html."""
    lists = _lists(context["request"])
    return markup("partnerships/firm_list.html", firms=firms, lists=lists, **_around(context))


@register.simple_tag(takes_context=True)
def shortlist_button(context, umkm, may_choose=False):
    """{% shortlist_button umkm %}. `may_choose`: on a page about this one firm, each list is a choice of its own."""
    press = _lists(context["request"]).for_firm(umkm, may_choose=may_choose)
    return markup("partnerships/shortlist_button.html", press=press, **_around(context))


@register.simple_tag(takes_context=True)
def acts_for_company(context) -> bool:
    """{% acts_for_company as is_buyer %}: does the reader write for a company?"""
    return bool(_lists(context["request"]).companies)


def _lists(request) -> Shortlisting:
    if not hasattr(request, "shortlisting"):
        request.shortlisting = Shortlisting(request.user)
    return request.shortlisting


def _around(context) -> dict:
    """What a press sends besides the firm."""
    return {
        "csrf_token": context["csrf_token"],
        "next": context["request"].get_full_path(),
        "refusal": "",
    }
