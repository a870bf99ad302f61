"""What every page of the site knows: whose portal it is, and the ways that are open to the reader.

Nothing is worked out before a template asks for it, so that a page which does not show it pays nothing.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kemitraan.addresses import address
from kemitraan.reference.models import Regency


@lru_cache(maxsize=4)
def _regency(code: str) -> Regency:
    """Asked once a process: a kabupaten does not change its name while the server runs."""
    return Regency.objects.get(code=code)


@dataclass(frozen=True)
class Way:
    """One item of the navigation. `is_here` is the value of aria-current, "" elsewhere."""

    label: str
    url: str
    is_here: str


class Portal:
    def __init__(self, request):
        self._request = request

    @property
    def regency(self) -> str:
        """ "Kabupaten Klaten"; without reference data the bare word, so that even then a page can be shown."""
        try:
            return _regency(settings.REGENCY).full_name
        except Regency.DoesNotExist:
            return _("Kabupaten")

    @property
    def name(self) -> str:
        return _("Kemitraan") + f" {self.regency}"

    @property
    def here(self) -> str:
        """Where to come back to after a change of language. The answer to a POST has no address: its form has one."""
        if self._request.method in {"GET", "HEAD"}:
            return self._request.get_full_path()
        return self._request.META.get("HTTP_REFERER") or reverse("home")

    @cached_property
    def is_official(self) -> bool:
        user = getattr(self._request, "user", None)
        return user is not None and user.is_authenticated and user.is_official

    @cached_property
    def navigation(self) -> list[Way]:
        user = getattr(self._request, "user", None)
        ways = [
            self._way(_("Direktori"), "umkm:directory", {"umkm:detail"}),
            self._way(_("Kebutuhan"), "investors:needs", {"investors:need", "investors:company"}),
            self._way(
                _("Daftar kemitraan"), "partnerships:register", {"partnerships:register-entry"}
            ),
            self._way(
                _("Acara"), "partnerships:events", {"partnerships:event", "partnerships:invitation"}
            ),
        ]
        if user is not None and user.is_authenticated:
            ways.append(self._way(_("Meja saya"), "desk"))
            if not user.is_area_staff:
                ways.append(self._way(_("MoU"), "partnerships:mous", {"partnerships:mou"}))
        if self.is_official:
            ways.append(self._way(_("Dasbor"), "partnerships:dashboard"))
        if user is not None and user.is_authenticated and (user.is_official or user.is_area_staff):
            ways.append(self._way(_("Admin"), "admin:index"))
        return ways

    def _way(self, label: str, view: str, section: frozenset[str] | set[str] = frozenset()) -> Way:
        here = getattr(self._request.resolver_match, "view_name", "")
        is_here = "page" if here == view else "true" if here in section else ""
        return Way(label, address(view), is_here)


def portal(request) -> dict[str, Portal]:
    """{{ portal.regency }}, {{ portal.name }}, {{ portal.navigation }}, {{ portal.is_official }}."""
    return {"portal": Portal(request)}
