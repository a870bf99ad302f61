"""Reference data in the officials' workplace: facts to look up, and the words of the matcher, which officials extend."""

from kemitraan.reference.admin import facts, words

__all__ = ["facts", "words"]
