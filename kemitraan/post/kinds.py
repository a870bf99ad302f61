"""What a letter is about. People stop letters by kind; the floors above register theirs in AppConfig.ready:

register_kind("saved_search", _("Pencarian tersimpan"))
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`can_stop`: its reader may do without it. `is_secret`: it carries a key to an account, which nobody else reads."""

    code: str
    label: Any
    can_stop: bool = True
    is_secret: bool = False
    hint: Any = ""


_kinds: dict[str, Kind] = {}


def register_kind(
    code: str, label: Any, *, can_stop: bool = True, is_secret: bool = False, hint: Any = ""
) -> Kind:
    """Name a kind; once more with the same code names it anew. `code` has at most 40 characters."""
    _kinds[code] = Kind(code, label, can_stop, is_secret, hint)
    return _kinds[code]


def kind_of(code: str) -> Kind:
    """Raises KeyError for a code that nobody registered."""
    return _kinds[code]


def label_of(code: str) -> str:
    """The kind in the reader's language; a code that is no longer registered stands for itself."""
    return str(_kinds[code].label) if code in _kinds else code


def is_secret(code: str) -> bool:
    """What is not known is kept to its reader."""
    return _kinds[code].is_secret if code in _kinds else True


def all_kinds() -> list[Kind]:
    return list(_kinds.values())


def stoppable_kinds() -> list[Kind]:
    return [kind for kind in _kinds.values() if kind.can_stop]


# What the foundation itself sends: without these nobody gets in.
register_kind("invitation", _("Undangan"), can_stop=False, is_secret=True)
register_kind("password", _("Kata sandi"), can_stop=False, is_secret=True)
