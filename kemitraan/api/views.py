"""Pages about the API: the guide, the reference, its schema, and the tokens of a person."""

from functools import lru_cache

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from drf_spectacular.generators import SchemaGenerator

from kemitraan.api.forms import TokenForm
from kemitraan.api.idempotency import KEPT
from kemitraan.api.models import ApiToken
from kemitraan.api.pagination import DEFAULT_SIZE, LARGEST_SIZE
from kemitraan.api.tokens import make_token, revoke_token
from kemitraan.form_pages import show_errors
from kemitraan.refusals import Refused


@require_safe
def guide(request):
    """How another system signs in, reads lists, writes once, and understands a refusal; and every address."""
    return render(
        request,
        "api/guide.html",
        {
            "address": request.build_absolute_uri("/api/v1/"),
            "objects": _objects(translation.get_language()),
            "size": DEFAULT_SIZE,
            "most": LARGEST_SIZE,
            "hours": int(KEPT.total_seconds() // 3600),
            "per_minute": settings.API_PER_MINUTE,
            "anon_per_minute": settings.API_ANON_PER_MINUTE,
        },
    )


@require_safe
def reference(request):
    """Every field and every answer, to be tried at once."""
    return render(request, "api/reference.html")


@require_safe
def schema(request):
    """OpenAPI 3 in the reader's language, or the one that `?lang=` names."""
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()
    response = JsonResponse(
        _schema(language),
        json_dumps_params={"ensure_ascii": False},
        headers={"Content-Language": language},
    )
    patch_vary_headers(response, ["Cookie"])
    return response


@lru_cache(maxsize=2)
def _schema(language: str) -> dict:
    """The same for everybody, and for as long as the process runs."""
    with translation.override(language):
        return SchemaGenerator().get_schema(request=None, public=True)


@lru_cache(maxsize=2)
def _objects(language: str) -> list[tuple[str, list[dict]]]:
    """[("umkm", [{"method": "GET", "path": "/api/v1/umkm/", "summary": ...}, ...]), ...] in the order of the schema."""
    found: dict[str, list[dict]] = {}
    for path, operations in _schema(language)["paths"].items():
        for method, operation in sorted(operations.items()):  # reading before writing
            told = {"method": method.upper(), "path": path, "summary": operation["summary"]}
            found.setdefault(operation["tags"][0], []).append(told)
    return list(found.items())


# ── Tokens ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request):
    """A person's tokens. The answer to the form is the only page that ever shows the new secret."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made, secret, status = None, "", 200
    if form.is_bound and form.is_valid():
        try:
            made, secret = make_token(actor=request.user, **form.cleaned_data)
            form = TokenForm()
        except ValidationError as error:
            show_errors(form, error)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status_code
    rows = ApiToken.objects.filter(user=request.user).select_related("revoked_by")
    now = timezone.now()
    return render(
        request,
        "api/tokens.html",
        {
            "form": form,
            "made": made,
            "secret": secret,
            "live": [row for row in rows if row.is_live(now)],
            "over": [row for row in rows if not row.is_live(now)],
            "address": request.build_absolute_uri("/api/v1/"),
        },
        status=status,
    )


@login_required
@require_POST
def revoke(request, pk):
    token = get_object_or_404(ApiToken, pk=pk, user=request.user)
    revoke_token(token, actor=request.user)
    messages.success(request, _("Token dicabut. Sistem yang memakainya tidak dapat masuk lagi."))
    return redirect("api-pages:tokens")
