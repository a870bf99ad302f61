"""Template filters for what an UMKM states: {{ product|price_range }}, {{ product|busy_months }}, {{ umkm|payment_terms }}."""

from datetime import datetime

from django import template

from kemitraan.identifiers import show_telephone, whatsapp_link
from umkm import wording

register = template.Library()

register.filter("price_range", wording.price_range)
register.filter("busy_months", wording.busy_months)
register.filter("best_months", wording.best_months)
register.filter("payment_terms", wording.payment_terms)
register.filter("show_telephone", show_telephone)
register.filter("whatsapp_link", whatsapp_link)


@register.filter
def replaced_entries(draft, form) -> list[dict]:
    """What was overwritten in a draft, the newest first, with the labels of the form: label, value, at."""
    return [
        {
            "label": form.fields[entry["name"]].label,
            "value": ", ".join(entry["value"])
            if isinstance(entry["value"], list)
            else entry["value"],
            "at": datetime.fromisoformat(entry["at"]),
        }
        for entry in reversed(draft.replaced)
        if entry["name"] in form.fields and entry["value"]
    ]
