"""Pages about the API: the guide, the reference, the tokens of a person."""

from functools import lru_cache

from django.http import JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator


@require_safe
def schema(request):
    """OpenAPI 3 in the reader's language, or the one that `?lang=` names."""
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in {"id", "en"} else translation.get_language()
    response = JsonResponse(_schema(language), json_dumps_params={"ensure_ascii": False})
    patch_vary_headers(response, ["Cookie"])
    return response


@lru_cache(maxsize=2)
def _schema(language: str) -> dict:
    """The same for everybody, and for as long as the process runs."""
    with translation.override(language):
        return SchemaGenerator().get_schema(request=None, public=True)
