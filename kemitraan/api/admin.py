"""Tokens in the admin: who lets which system in, and the button that ends it. Nobody makes one for somebody else."""

from django import forms
from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.api.models import ApiToken
from kemitraan.api.tokens import may_revoke, revoke_token
from kemitraan.official_admin import Link, OfficialAdmin
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import admin_url


@admin.register(ApiToken)
class TokenAdmin(OfficialAdmin):
    facts = (
        (
            gettext_lazy("Token API"),
            (
                "name",
                "hint",
                "user",
                "scope",
                "state",
                "created_at",
                "expires_at",
                "last_used_at",
                "revoked_at",
                "revoked_by",
            ),
        ),
    )
    list_display = ("name", "hint", "user", "scope", "state", "last_used_at", "expires_at")
    list_filter = (("scope", ChoicesDropdownFilter),)
    list_select_related = ("user",)
    search_fields = ("name", "hint", "user__full_name", "user__username")
    ordering = ("-created_at", "-pk")

    @display(description=gettext_lazy("keadaan"))
    def state(self, row):
        return row.state_label

    def links(self, request, row):
        if row.is_live() and may_revoke(request.user, row):
            return [Link(_("Cabut…"), admin_url(row, "revoke"))]
        return []

    def get_urls(self):
        revoke_page = path(
            "<int:object_id>/cabut/",
            self.admin_site.admin_view(self.revoke_view),
            name="api_apitoken_revoke",
        )
        return [revoke_page, *super().get_urls()]

    def revoke_view(self, request, object_id):
        token = self.row_or_404(request, str(object_id))

        def perform(_given):
            revoke_token(token, actor=request.user)
            return _("Token dicabut.")

        return self.form_page(
            request,
            token,
            forms.Form(posted(request)),
            title=_("Cabut token"),
            lead=_(
                "Sistem yang memakainya tidak dapat masuk lagi; pemiliknya dapat membuat token baru."
            ),
            button=_("Cabut"),
            tone="danger",
            perform=perform,
        )
