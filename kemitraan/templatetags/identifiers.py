"""Template filters for numbers of people and firms: {{ number|show_telephone }}, {{ number|show_npwp }}."""

from django import template

from kemitraan.identifiers import show_npwp, show_telephone, whatsapp_link

register = template.Library()

register.filter("show_npwp", show_npwp)
register.filter("show_telephone", show_telephone)
register.filter("whatsapp_link", whatsapp_link)
