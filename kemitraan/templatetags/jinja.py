"""{% jinja "umkm/firm_card.html" umkm=card %}: a template of templates/jinja/ in the place of this tag (kemitraan/jinja.py)."""

from django import template

from kemitraan.jinja import markup

register = template.Library()
register.simple_tag(markup, name="jinja")
