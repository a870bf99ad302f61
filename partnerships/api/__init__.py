"""Where both sides meet, for machines: the same rows, rights and words as the pages, a module for each object."""

from partnerships.api.agreements import AmendmentViewSet, DisputeViewSet, SignatureViewSet
from partnerships.api.contracts import ContractViewSet
from partnerships.api.events import EventViewSet
from partnerships.api.groups import GroupViewSet
from partnerships.api.mous import MouViewSet
from partnerships.api.realisations import RealisationViewSet
from partnerships.api.register import RegisterViewSet
from partnerships.api.searches import SavedSearchViewSet
from partnerships.api.shortlists import ShortlistEntryViewSet, ShortlistViewSet
from partnerships.api.suggestions import SuggestionViewSet

__all__ = [
    "AmendmentViewSet",
    "ContractViewSet",
    "DisputeViewSet",
    "EventViewSet",
    "GroupViewSet",
    "MouViewSet",
    "RealisationViewSet",
    "RegisterViewSet",
    "SavedSearchViewSet",
    "ShortlistEntryViewSet",
    "ShortlistViewSet",
    "SignatureViewSet",
    "SuggestionViewSet",
]
