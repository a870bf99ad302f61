"""{% writes_needs user as may_write %}: whether a way to write a need may be offered."""

from django import template

from investors.permissions import may_write_needs

register = template.Library()
register.simple_tag(may_write_needs, name="writes_needs")
