"""Lists are walked by keys, not by numbers: a page begins after the last row of the one before.

The order is the one that the list already has; its key is put last, so that no two rows are equal. Whatever comes or goes
meanwhile, no other row is missed or told twice, nothing is counted, and page 1,000 costs as much as page 1.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, FloatField, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

CURSOR, SIZE = "cursor", "page_size"
DEFAULT_SIZE, LARGEST_SIZE = 50, 200


@dataclass(frozen=True)
class Key:
    """One part of the order: the annotation that holds it, and where it grows and where empty values stand."""

    name: str
    descending: bool
    nulls_last: bool

    def after(self, value) -> Q | None:
        """Rows beyond this value; None when there can be none."""
        if value is None:
            return None if self.nulls_last else Q((f"{self.name}__isnull", False))
        beyond = Q((f"{self.name}__{'lt' if self.descending else 'gt'}", value))
        return beyond | Q((f"{self.name}__isnull", True)) if self.nulls_last else beyond

    def at(self, value) -> Q:
        return Q((f"{self.name}__isnull", True)) if value is None else Q((self.name, value))


def _parts(queryset: QuerySet) -> list[OrderBy]:
    """The order of a list as expressions, the primary key last."""
    parts = []
    for part in queryset.query.order_by or queryset.model._meta.ordering:
        if isinstance(part, str):
            is_descending, name = part.startswith("-"), part.lstrip("-")
            part = F(name).desc() if is_descending else F(name).asc()
        elif not isinstance(part, OrderBy):
            part = part.asc()
        parts.append(part)
        if isinstance(part.expression, F) and part.expression.name == "pk":
            return parts
    return [*parts, F("pk").asc()]


def _in_order(queryset: QuerySet) -> tuple[QuerySet, list[Key]]:
    """The same list in the same order, with its keys as annotations."""
    keys, ordered = [], []
    for number, part in enumerate(_parts(queryset)):
        nulls_last = bool(part.nulls_last) or not (part.descending or part.nulls_first)
        key = Key(f"key_{number}", part.descending, nulls_last)
        queryset = queryset.annotate(**{key.name: _comparable(queryset, part.expression)})
        place = {"nulls_last": part.nulls_last, "nulls_first": part.nulls_first}
        ordered.append(OrderBy(F(key.name), descending=part.descending, **place))
        keys.append(key)
    return queryset.order_by(*ordered), keys


def _comparable(queryset: QuerySet, expression):
    """A rank is a number of four bytes; written out and read again only one of eight bytes is equal to itself."""
    resolved = expression.resolve_expression(queryset.query)
    is_float = isinstance(resolved.output_field, FloatField)
    return Cast(expression, FloatField()) if is_float else expression


def _beyond(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """Rows after the one with these values: later in the first key, or equal in it and later in the second, and so on.

    The condition on the first key is said once more by itself, because an index can begin at it.
    """
    found, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        after = key.after(value)
        if after is not None:
            found |= equal & after
        equal &= key.at(value)
    first = keys[0].after(values[0])
    return found if first is None else found & (first | keys[0].at(values[0]))


class KeyPagination(BasePagination):
    """{"next": address or null, "results": [...]}."""

    signer = signing.Signer(salt="api.cursor")

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        self.size = self._size(request)
        self.ordered, self.keys = _in_order(queryset)
        if cursor := request.query_params.get(CURSOR):
            self.ordered = self.ordered.filter(_beyond(self.keys, self._values(cursor)))
        found = list(self.ordered[: self.size + 1])
        self.has_more = len(found) > self.size
        self.page = found[: self.size]
        return self.page

    def get_paginated_response(self, data):
        return Response({"next": self._next(), "results": data})

    # ── What came in the address ─────────────────────────────────────────────────────────────────────────────────────

    def _size(self, request) -> int:
        given = request.query_params.get(SIZE, str(DEFAULT_SIZE))
        is_number = given.isascii() and given.isdigit() and len(given) < 9
        if is_number and 1 <= int(given) <= LARGEST_SIZE:
            return int(given)
        raise exceptions.ValidationError(
            {SIZE: [_("Tulis bilangan dari 1 sampai %(most)s.") % {"most": LARGEST_SIZE}]}
        )

    def _values(self, cursor: str) -> list:
        """What `next` has signed for a list in this order; anything else is a 400."""
        try:
            order, told = self.signer.unsign_object(cursor)
            if order != self._order:
                raise ValueError(order)
            types = self.ordered.query.annotations
            return [
                types[key.name].output_field.to_python(value)
                for key, value in zip(self.keys, told, strict=True)
            ]
        except (signing.BadSignature, ValidationError, ValueError, TypeError) as error:
            raise exceptions.ValidationError(
                {CURSOR: [_("Ambil cursor dari `next` daftar yang sama.")]}
            ) from error

    @property
    def _order(self) -> str:
        """A short name of it: with other words to search for, a rank is another number."""
        compiler = self.ordered.query.get_compiler(self.ordered.db)
        told = [
            (key.descending, compiler.compile(self.ordered.query.annotations[key.name]))
            for key in self.keys
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:12]

    def _next(self) -> str | None:
        if not self.has_more:
            return None
        values = [getattr(self.page[-1], key.name) for key in self.keys]
        cursor = self.signer.sign_object([self._order, values], serializer=_Json)
        address = remove_query_param(self.request.build_absolute_uri(), CURSOR)
        return replace_query_param(address, CURSOR, cursor)

    # ── What the schema says ─────────────────────────────────────────────────────────────────────────────────────────

    def get_paginated_response_schema(self, schema):
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {
                    "type": "string",
                    "format": "uri",
                    "nullable": True,
                    "description": str(
                        gettext_lazy("Alamat halaman berikut; null pada yang terakhir.")
                    ),
                },
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        return [
            {
                "name": CURSOR,
                "in": "query",
                "required": False,
                "description": str(gettext_lazy("Dari `next` halaman sebelumnya.")),
                "schema": {"type": "string"},
            },
            {
                "name": SIZE,
                "in": "query",
                "required": False,
                "description": str(gettext_lazy("Jumlah baris pada satu halaman.")),
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": LARGEST_SIZE,
                    "default": DEFAULT_SIZE,
                },
            },
        ]


class _Json(signing.JSONSerializer):
    """Days and moments in their ISO shape, which their fields read again."""

    def dumps(self, obj):
        encoder = DjangoJSONEncoder(separators=(",", ":"))
        encoder.default = _exact(encoder.default)
        return encoder.encode(obj).encode("latin-1")


def _exact(default):
    """Moments to the microsecond: Django's encoder cuts them to milliseconds, and a key must be whole."""
    return lambda value: value.isoformat() if hasattr(value, "isoformat") else default(value)
