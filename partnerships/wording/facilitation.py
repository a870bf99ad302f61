"""What an UMKM asks of the local government to close a gap: the service for its certificate, or by this table.

It goes to the office that `offices.HELPERS` names; a test holds that.
"""

from collections.abc import Mapping
from typing import Any

#: Fact code, or the code of a hard rule that an officer has overridden -> code of the umkm.FacilitationService. Who has not
#: said a figure is helped to work it out; who lacks something is helped to get it.
SERVICES = {
    "capacity_unknown": "pendamping",
    "capacity_short": "kur",
    "peak_short": "kur",
    "with_capacity": "kur",
    "price_unknown": "pelatihan-mutu",
    "price_above": "pelatihan-mutu",
    "with_price": "pelatihan-mutu",
    "lead_time_unknown": "pelatihan-mutu",
    "lead_time_long": "pelatihan-mutu",
    "with_lead_time": "pelatihan-mutu",
    "lead_time": "pelatihan-mutu",
    "down_payment_unknown": "pendamping",
    "payment_days_unknown": "pendamping",
    "down_payment": "kur",
    "payment_days": "kur",
}
#: For a kind of certificate that no service leads to.
OTHER_CERTIFICATE = "sertifikat-lain"


def service_code(fact: Mapping[str, Any]) -> str | None:
    """For a gap or a change that is not about a certificate; None when there is nothing to ask for."""
    broken = fact["code"] == "broken_rule"
    return SERVICES.get(fact["values"]["rule"] if broken else fact["code"])
