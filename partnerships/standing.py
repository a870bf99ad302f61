"""For which side a person reads a page: worked out once a request, asked for each row."""

from functools import cached_property

from investors.models import Company, CompanyMember
from partnerships.models import Side, Suggestion
from umkm.models import UmkmMember


class Standing:
    """The UMKM and companies that a person belongs to. Two queries, made when first asked."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def umkm_ids(self) -> frozenset[int]:
        return frozenset(UmkmMember.objects.filter(user=self.user).values_list("umkm", flat=True))

    @cached_property
    def company_ids(self) -> frozenset[int]:
        """Also those where the person only reads."""
        return frozenset(
            CompanyMember.objects.filter(user=self.user).values_list("company", flat=True)
        )

    @cached_property
    def acting_company_ids(self) -> frozenset[int]:
        """Those for which the person answers and writes."""
        return frozenset(Company.objects.acted_for_by(self.user).values_list("pk", flat=True))

    def side_of(self, suggestion: Suggestion) -> str | None:
        """The Side that looks at this suggestion; None for officials, who see both."""
        if self.user.is_official:
            return None
        if suggestion.need.company_id in self.company_ids:
            return Side.COMPANY
        return Side.UMKM if suggestion.umkm_id in self.umkm_ids else None
