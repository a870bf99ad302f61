"""What stands on whose shortlist, for a page that shows many firms: worked out once a request, asked for each of them."""

from collections import defaultdict
from functools import cached_property

from django.urls import reverse

from kemitraan.accounts.models import Role
from partnerships.models import Shortlist, ShortlistEntry
from partnerships.permissions import companies_acted_for
from umkm.models import Umkm


class Shortlisting:
    """The lists on which one person writes. Nothing is asked for people who belong to no company, otherwise four queries."""

    def __init__(self, user):
        self._user = user

    @cached_property
    def companies(self) -> list:
        is_buyer = self._user.is_authenticated and self._user.role == Role.COMPANY
        return companies_acted_for(self._user) if is_buyer else []

    @cached_property
    def lists(self) -> list[Shortlist]:
        """The one in hand first."""
        if not self.companies:
            return []
        return list(Shortlist.objects.filter(company__in=self.companies))

    @cached_property
    def _lists_of(self) -> dict[int, list[Shortlist]]:
        if not self.lists:
            return {}
        by_key = {row.pk: row for row in self.lists}
        found = defaultdict(list)
        rows = ShortlistEntry.objects.standing().filter(shortlist__in=self.lists)
        for umkm_id, list_id in rows.values_list("umkm", "shortlist"):
            found[umkm_id].append(by_key[list_id])
        return found

    def lists_of(self, umkm: Umkm) -> list[Shortlist]:
        return self._lists_of.get(umkm.pk, [])

    def for_firm(self, umkm: Umkm, *, may_choose: bool = False) -> dict:
        """What partnerships/shortlist_button.html shows."""
        on = self.lists_of(umkm)
        return {
            "umkm": umkm,
            "may_list": bool(self.companies),
            "on": on,
            "others": [row for row in self.lists if row not in on] if may_choose else [],
            "in_hand": next(iter(self.lists), None),
            "may_choose": may_choose,
            "add_url": str(umkm.pk).join(self._add_url),
        }

    @cached_property
    def _add_url(self) -> list[str]:
        """What stands before and after the key of a firm: asked once, not for each firm."""
        return reverse("partnerships:shortlist-add", args=[0]).rsplit("0", 1)
