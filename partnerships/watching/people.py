"""Who is concerned. Only people whose account is active, who belong to it now, and whose firm has not been erased.

Read once for a whole watch: a few queries for all, whatever is asked of it.
"""

from collections import defaultdict
from functools import cached_property

from investors.models import CompanyMember
from kemitraan.accounts.models import AREA_ROLES, OFFICIAL_ROLES, Role, User
from umkm.models import UmkmMember


class People:
    @cached_property
    def of_umkm(self) -> dict[int, tuple[int, ...]]:
        """Owner and helpers of each UMKM."""
        rows = UmkmMember.objects.filter(user__is_active=True, umkm__erased_at=None)
        return _gathered(rows.order_by("pk").values_list("umkm_id", "user_id"))

    @cached_property
    def of_company(self) -> dict[int, tuple[int, ...]]:
        """Those who act for each company; one who only reads is asked nothing."""
        rows = CompanyMember.objects.filter(user__is_active=True).exclude(
            role=CompanyMember.Role.READER
        )
        return _gathered(rows.order_by("pk").values_list("company_id", "user_id"))

    @cached_property
    def _officials(self) -> list[User]:
        rows = User.objects.filter(is_active=True, role__in=[*OFFICIAL_ROLES, *AREA_ROLES])
        # An administrator has every role and is nobody's officer.
        return list(rows.filter(is_superuser=False).order_by("pk"))

    @cached_property
    def officers(self) -> tuple[int, ...]:
        """Who leads partnerships."""
        return tuple(user.pk for user in self._officials if user.role == Role.PARTNERSHIP_OFFICER)

    @cached_property
    def legal_officers(self) -> tuple[int, ...]:
        """Who checks what is to be signed; where there is nobody, the officers do it."""
        found = tuple(user.pk for user in self._officials if user.role == Role.LEGAL_OFFICER)
        return found or self.officers

    @cached_property
    def verifiers(self) -> list[User]:
        """Who verifies UMKM: everywhere, or in the area that is theirs."""
        roles = {Role.UMKM_OFFICER, *AREA_ROLES}
        return [user for user in self._officials if user.role in roles]

    def of_office(self, office: str) -> tuple[int, ...]:
        return tuple(user.pk for user in self._officials if user.works_for(office))

    def of_sides(self, company_id: int | None, umkm_ids) -> tuple[int, ...]:
        """Both sides, each person once."""
        found = dict.fromkeys(self.of_company.get(company_id, ()))
        for umkm_id in umkm_ids:
            found |= dict.fromkeys(self.of_umkm.get(umkm_id, ()))
        return tuple(found)


def _gathered(pairs) -> dict[int, tuple[int, ...]]:
    found = defaultdict(list)
    for side, person in pairs:
        found[side].append(person)
    return {side: tuple(people) for side, people in found.items()}
