"""ETags: what has not changed is not sent again, and what has changed meanwhile is not changed unseen.

An object has a strong tag, made of the bytes that are sent, so that If-Match can be asked of it. A list has a weak one; where
a list says how, its tag is made of the versions of its rows, and an unchanged list costs no serialising at all.
"""

import hashlib
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.db.models import Func, QuerySet, TextField
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer

from kemitraan.refusals import Refused

VARY = ("Accept", "Accept-Language", "Authorization", "Cookie")


class Changed(Refused):
    """If-Match names another state than the object is in."""

    status_code = 412
    code = "changed"


class RowVersion(Func):
    """What PostgreSQL itself knows of a row's version, by one of its columns: RowVersion("village__name").

    Every UPDATE writes a new row (ctid) by a new transaction (xmin), whoever made it and whatever it changed.
    """

    output_field = TextField()

    def as_sql(self, compiler, connection):
        (column,) = self.source_expressions
        table = connection.ops.quote_name(column.alias)
        return f"({table}.xmin::text || {table}.ctid::text)", []


def with_version(queryset: QuerySet, columns: Sequence[str]) -> QuerySet:
    """Adds `version`: that of the row and of the rows that these columns are joined from."""
    parts = [RowVersion(name) for name in columns]
    return queryset.annotate(version=Concat(*parts) if len(parts) > 1 else parts[0])


def row_versions(queryset: QuerySet, *columns: str) -> list[tuple]:
    """[(key, version), ...] in the order of the keys."""
    rows = with_version(queryset.select_related(None).prefetch_related(None), columns)
    return list(rows.order_by("pk").values_list("pk", "version"))


def _who(request) -> str:
    return f"{request.user.pk}|{get_language()}"


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:32]


def tag_of_body(request, body: bytes, *, is_list: bool) -> str:
    tag = f'"{_hash(_who(request).encode(), body)}"'
    return f"W/{tag}" if is_list else tag


def tag_of_versions(request, view, versions) -> str:
    """The tag of a list by what its rows are made of: [(key, version, ...), ...]. A new release of its module is another one."""
    told = repr((request.get_full_path(), versions)).encode()
    return f'W/"{_hash(_who(request).encode(), _release(type(view).__module__), told)}"'


@lru_cache
def _release(module: str) -> bytes:
    return hashlib.sha256(Path(sys.modules[module].__file__).read_bytes()).digest()


def answer_if_changed(request, response, *, is_list: bool) -> None:
    """Give the answer to a GET its tag, once it is rendered; a caller who has this one gets 304 in its place."""
    patch_vary_headers(response, VARY)
    response.headers.setdefault("Cache-Control", "private, no-cache")

    def judge(rendered):
        if rendered.status_code != 200:
            return None
        tag = rendered.headers.get("ETag")
        if tag is None:
            tag = rendered.headers["ETag"] = tag_of_body(request, rendered.content, is_list=is_list)
        answer = get_conditional_response(request._request, etag=tag, response=rendered)
        return None if answer is rendered else answer

    response.add_post_render_callback(judge)


def has_it(request, tag: str) -> HttpResponse | None:
    """304 when the caller already has the list with this tag."""
    answer = get_conditional_response(request._request, etag=tag)
    if answer is not None:
        patch_vary_headers(answer, VARY)
        answer.headers["ETag"] = tag
    return answer


def must_match(request, representation) -> None:
    """If-Match: only go on when the object is still as the caller has read it. Raises Changed."""
    wanted = request.headers.get("If-Match")
    if wanted is None or wanted.strip() == "*":
        return
    tag = tag_of_body(request, JSONRenderer().render(representation), is_list=False)
    # A proxy that compresses makes a tag weak; it is still of these bytes.
    if tag not in {given.removeprefix("W/") for given in parse_etags(wanted)}:
        raise Changed(_("Data ini sudah berubah sejak Anda membacanya. Baca lagi, lalu putuskan."))
