"""What a kept state of the directory means today: the same filter as the page, and a word about what it no longer understands."""

from collections.abc import Sequence
from functools import cached_property

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict

from umkm.filters import UmkmFilter
from umkm.models import Umkm

#: Parameters of the page that choose no firms: one is not kept, the other not said.
_NOT_KEPT = {"page"}
_NOT_SAID = {"sort"}


class SearchState:
    """`given` as it came in an address, or as it was kept long ago. What is blank was not asked."""

    def __init__(self, given: QueryDict):
        self.given = QueryDict(mutable=True)
        for name, values in given.lists():
            if filled := [value for value in values if value.strip()]:
                self.given.setlist(name, filled)
        self._filter = UmkmFilter(self.given, Umkm.objects.listed())

    @cached_property
    def _known(self) -> dict[str, forms.BoundField]:
        """Every name of a parameter that the filter reads, with its field; a range has one for each of its ends."""
        known = {}
        for field in self._filter.form:
            suffixes = getattr(field.field.widget, "widgets_names", [""])
            known |= {f"{field.html_name}{suffix}": field for suffix in suffixes}
        return known

    @cached_property
    def kept(self) -> dict[str, list[str]]:
        """What is worth keeping: known names with something in them."""
        return {
            name: values
            for name, values in self.given.lists()
            if name in self._known and name not in _NOT_KEPT
        }

    @property
    def narrows(self) -> bool:
        return bool(self._filter.narrowed_by & self.kept.keys())

    @property
    def unknown(self) -> list[str]:
        """Names that the directory does not read any more: left out, they would find more than was asked for."""
        return sorted(set(self.given) - self._known.keys() - _NOT_KEPT)

    @property
    def errors(self) -> list[tuple[str, Sequence[str]]]:
        """(label, sentences) of what was typed and cannot be: a kind that is gone, a number that is none."""
        form = self._filter.form
        found = [
            (str(form[name].label), errors)
            for name, errors in form.errors.items()
            if name in form.fields
        ]
        return found + ([("", form.non_field_errors())] if form.non_field_errors() else [])

    @property
    def is_whole(self) -> bool:
        """Everything in it still means something."""
        return not self.unknown and not self.errors

    @property
    def firms(self):
        """The firms that fit as it was asked, in no order. Only for a state that is whole."""
        return self._filter.strictly

    @property
    def said(self) -> list[tuple[str, str]]:
        """(label, value) in the reader's words; ("", label) for a box that is ticked."""
        values: dict[forms.BoundField, list[str]] = {}
        for name in self.kept.keys() - _NOT_SAID:
            values.setdefault(self._known[name], []).extend(self.kept[name])
        fields = [field for field in self._filter.form if field in values]
        return [self._words(field, values[field]) for field in fields]

    def _words(self, field: forms.BoundField, values: list[str]) -> tuple[str, str]:
        label, form = str(field.label), self._filter.form
        if isinstance(field.field, forms.BooleanField):
            return "", label
        chosen = None if field.name in form.errors else form.cleaned_data.get(field.name)
        if isinstance(chosen, Model):
            values = [str(chosen)]
        elif isinstance(chosen, QuerySet):
            values = [str(row) for row in chosen]
        elif isinstance(field.field, forms.ChoiceField) and not isinstance(
            field.field, forms.ModelChoiceField
        ):
            names = {str(key): str(name) for key, name in field.field.choices}
            values = [names.get(value, value) for value in values]
        return label, ", ".join(values)
