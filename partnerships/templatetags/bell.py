"""{% bell %}: how much a signed-in person has been told and has not read, on every page."""

from django import template

from partnerships.services.watch import unread_count

register = template.Library()


@register.simple_tag(takes_context=True)
def bell(context) -> int:
    """The number; 0 for visitors, who are asked nothing of."""
    user = getattr(context.get("request"), "user", None)
    return unread_count(user) if user is not None and user.is_authenticated else 0
