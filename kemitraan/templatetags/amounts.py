"""Template filters for amounts and numbers: {{ value|rupiah }}, {{ value|rupiah_short }}, {{ value|number }}."""

from django import template

from kemitraan import rupiah as amounts

register = template.Library()

register.filter("rupiah", amounts.rupiah)
register.filter("rupiah_short", amounts.rupiah_short)


@register.filter
def number(value):
    return "–" if value is None or value == "" else amounts.number(value)
