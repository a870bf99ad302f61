"""The field that finds a row while one types, also when nonsense is sent in its place."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models


class _OfKeys:
    """Shows a refused form again: Django asks the database for whatever was sent, and what can be no key ends in an error."""

    def optgroups(self, name, value, attr=None):
        key = self.field.remote_field.model._meta.pk
        return super().optgroups(name, [sent for sent in value if can_be(key, sent)], attr)


def can_be(key: models.Field, sent: str) -> bool:
    """ "17" can be the number of a row, "abc" cannot; no text of PostgreSQL holds a null character."""
    try:
        key.to_python(sent)
    except ValidationError:
        return False
    return "\x00" not in str(sent)


class RowSelect(_OfKeys, AutocompleteSelect):
    pass


class RowSelectMultiple(_OfKeys, AutocompleteSelectMultiple):
    pass
