"""{% shortlist_button umkm %}: the press that puts a firm on the shortlist of the reader's company; nothing for others."""

from django import template

from partnerships.shortlisting import Shortlisting

register = template.Library()


@register.inclusion_tag("partnerships/shortlist_button.html", takes_context=True)
def shortlist_button(context, umkm, may_choose=False):
    """`may_choose`: on a page about this one firm, each list is a choice of its own."""
    request = context["request"]
    if not hasattr(request, "shortlisting"):
        request.shortlisting = Shortlisting(request.user)
    return {
        **request.shortlisting.for_firm(umkm, may_choose=may_choose),
        "csrf_token": context.get("csrf_token"),
        "next": request.get_full_path(),
        "refusal": "",
    }


@register.simple_tag(takes_context=True)
def acts_for_company(context) -> bool:
    """Does the reader write for a company?"""
    request = context["request"]
    if not hasattr(request, "shortlisting"):
        request.shortlisting = Shortlisting(request.user)
    return bool(request.shortlisting.companies)
