"""An old need as the beginning of a new one: the same terms, with dates from today on. Nothing is saved here."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from investors.models import Need

#: What a new need takes over; dates are moved.
COPIED = (
    "title",
    "text",
    "text_en",
    "category",
    "kbli",
    "unit",
    "volume_month",
    "plan",
    "price_ceiling",
    "months",
    "many_suppliers",
    "down_payment_percent",
    "payment_days",
    "consignment",
    "sample_needed",
    "delivery_district",
    "delivery_address",
    "radius_km",
    "pattern",
    "coaching",
    "visibility",
)
COPIED_MANY = ("clusters", "required_certificates", "preferred_certificates")
#: A copy gives at least so long to the first delivery and to answers, and at most a year to answers.
LEAST, MOST = timedelta(days=30), timedelta(days=365)


def copied_fields(old: Need, *, today: date | None = None) -> dict[str, Any]:
    """The fields of a new need after an old one, as `post_need` takes them; its files stay with the old one."""
    today = today or timezone.localdate()
    written = timezone.localdate(old.created_at)
    first = today + max(old.first_delivery - written, LEAST)
    fields = {name: getattr(old, name) for name in COPIED}
    fields |= {name: list(getattr(old, name).all()) for name in COPIED_MANY}
    fields["first_delivery"] = first
    fields["valid_until"] = today + min(max(old.valid_until - written, LEAST), MOST)
    fields["sample_by"] = (
        max(today, first - max(old.first_delivery - old.sample_by, timedelta()))
        if old.sample_by
        else None
    )
    return fields
