"""Jinja2, for what a page prints many times or every page prints: ten times as quick as Django's templates, and escaped like them.

Its templates are in templates/jinja/. They are given by name what they print, know nothing of the request, and fail on what they
were not given. Sentences are written {{ _("…") }}, where makemessages finds them. See docs/decisions/0017-jinja-for-what-repeats.md.
"""

from typing import Any

import jinja2
from django.template import engines
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from kemitraan.addresses import address

NAME = "jinja"


def environment(**options: Any) -> jinja2.Environment:
    """What settings.TEMPLATES names."""
    made = jinja2.Environment(
        **options
        | {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.filters["capfirst"] = capfirst
    made.globals.update(_=gettext, url=address)
    return made


def markup(template: str, **values: Any) -> SafeString:
    """A template of templates/jinja/ printed with these values."""
    return mark_safe(engines[NAME].env.get_template(template).render(values))
