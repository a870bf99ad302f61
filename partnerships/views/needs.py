"""What several pages of a need's suggestions share."""

from django.shortcuts import get_object_or_404

from investors.models import Need
from kemitraan.refusals import must
from partnerships.permissions import is_officer


def need_or_404(user, pk: int) -> Need:
    """A need for those who may read its suggestions: its company and officials."""
    needs = Need.objects.all() if user.is_official else Need.objects.of(user)
    return get_object_or_404(needs.select_related("company", "unit"), pk=pk)


def must_be_officer(user) -> None:
    must(is_officer(user))
