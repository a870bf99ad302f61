"""Firms with the press that puts one on the shortlist of the reader's company; nothing for others."""

from functools import partial

from django import template

from kemitraan.jinja import markup
from partnerships.shortlisting import Shortlisting

register = template.Library()


@register.simple_tag(takes_context=True)
def firm_list(context, firms):
    """{% firm_list cards %}; beside it stands umkm/compare_bar.html."""
    press = partial(shortlist_button, context) if acts_for_company(context) else None
    return markup("partnerships/firm_list.html", firms=firms, press=press)


@register.simple_tag(takes_context=True)
def shortlist_button(context, umkm, may_choose=False):
    """{% shortlist_button umkm %}. `may_choose`: on a page about this one firm, each list is a choice of its own."""
    request = context["request"]
    return markup(
        "partnerships/shortlist_button.html",
        **_shortlisting(request).for_firm(umkm, may_choose=may_choose),
        csrf_token=context["csrf_token"],
        next=request.get_full_path(),
        refusal="",
    )


@register.simple_tag(takes_context=True)
def acts_for_company(context) -> bool:
    """{% acts_for_company as is_buyer %}: does the reader write for a company?"""
    return bool(_shortlisting(context["request"]).companies)


def _shortlisting(request) -> Shortlisting:
    if not hasattr(request, "shortlisting"):
        request.shortlisting = Shortlisting(request.user)
    return request.shortlisting
