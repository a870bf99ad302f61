"""Template filters for what an UMKM states: {{ product|price_range }}, {{ product|busy_months }}, {{ umkm|payment_terms }}."""

from django import template

from kemitraan.identifiers import show_telephone, whatsapp_link
from umkm import wording

register = template.Library()

register.filter("price_range", wording.price_range)
register.filter("busy_months", wording.busy_months)
register.filter("payment_terms", wording.payment_terms)
register.filter("show_telephone", show_telephone)
register.filter("whatsapp_link", whatsapp_link)
