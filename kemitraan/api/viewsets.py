"""What every address of the API has in common: language, tags, and requests that are done once.

A list is `with_labels()` of what a person may see, narrowed by the FilterSet of its page; a change is one call of a service.
"""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation
from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from kemitraan.api import conditional, idempotency


class ApiViewSet(viewsets.GenericViewSet):
    lookup_value_regex = r"\d+"
    http_method_names = ["get", "head", "options", "post"]
    #: What an operation is called in the schema, by the name of its method.
    summaries: dict = {}
    #: Methods that make a row: by token they need an Idempotency-Key.
    creating = ("create",)

    def initialize_request(self, request, *args, **kwargs):
        """Machines choose their language by Accept-Language; a person's own choice in the browser goes before."""
        language = translation.get_language_from_request(request)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(language)  # LanguageMiddleware puts the former one back
            request.LANGUAGE_CODE = language
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and self.action:
            self.post = partial(self._done_once, self.post)

    def _done_once(self, handler, request, *args, **kwargs):
        key = idempotency.key_of(request, creates=self.action in self.creating)

        def work():
            if "If-Match" in request.headers and self.detail:
                conditional.must_match(request, self._as_read())
            return handler(request, *args, **kwargs)

        if key is not None:
            return idempotency.once(request, key, work)
        with transaction.atomic():
            return work()

    def _as_read(self) -> dict:
        """The object as a GET tells it, and locked, so that nobody changes it before the answer."""
        found = self.get_object()
        type(found)._base_manager.select_for_update(of=("self",)).get(pk=found.pk)
        return self.changed(found.pk).data

    def changed(self, pk: int, status: int = 200) -> Response:
        """What a change answers with: the row as it now stands, told as a GET tells it."""
        asked, self.action = self.action, "retrieve"
        try:
            return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data, status)
        finally:
            self.action = asked

    def made(self, pk: int) -> Response:
        return self.changed(pk, 201)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Content-Language"] = translation.get_language()
        if request.method in {"GET", "HEAD"} and hasattr(response, "add_post_render_callback"):
            conditional.answer_if_changed(request, response, is_list=not self.detail)
        return response

    def given(self, serializer_class) -> dict:
        """The checked body of a POST. Raises ValidationError."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


class ReadViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, ApiViewSet):
    """Lists and objects that everybody may read, as far as the queryset goes."""


class VersionedListMixin:
    """A list whose tag is made of the versions of its rows: what has not changed is neither loaded nor put into words.

    The page is found by a narrow query (keys in their order, with their versions); its rows are loaded afterwards by key.
    """

    #: One column of the row itself, and one of each row beside it that is told with it.
    row_columns: tuple[str, ...] = ("pk",)

    def versions_of_parts(self, keys) -> list:
        """The versions of the rows that belong to these."""
        return []

    def list(self, request, *args, **kwargs):
        found = self.filter_queryset(self.get_queryset())
        narrow = found.select_related(None).prefetch_related(None).defer(None).only("pk")
        page = self.paginate_queryset(conditional.with_version(narrow, self.row_columns))
        keys = [row.pk for row in page]
        versions = [(row.pk, row.version) for row in page]
        tag = conditional.tag_of_versions(
            request, self, (versions, self.paginator.has_more, self.versions_of_parts(keys))
        )
        if unchanged := conditional.has_it(request, tag):
            return unchanged
        rows = self.get_queryset().in_bulk(keys)
        # One that has gone meanwhile is left out.
        told = self.get_serializer([rows[key] for key in keys if key in rows], many=True).data
        response = self.get_paginated_response(told)
        response.headers["ETag"] = tag
        return response


class OwnViewSet(ReadViewSet):
    """Lists and objects of people who are signed in."""

    permission_classes = [IsAuthenticated]
