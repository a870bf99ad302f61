"""What a need's words say about its cluster, category, KBLI and unit, before a buyer has chosen them.

words       reads a text: which concepts of the thesaurus it names, and with which of its own words
hints       from concepts to hints, each with the words that led to it (pure: given a reader and a catalogue)
catalogue   the reader and the catalogue as the tables hold them now

A hint is offered and never taken by itself.
"""

from investors.suggesting.catalogue import hints_for
from investors.suggesting.hints import Hint

__all__ = ["Hint", "hints_for"]
