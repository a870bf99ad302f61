"""Accounts: who signs in, with which role. Administrators write, officials see; nobody is deleted, only made inactive."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import BooleanRadioFilter, ChoicesDropdownFilter
from unfold.forms import AdminPasswordChangeForm, UserCreationForm

from kemitraan.accounts.models import User
from kemitraan.accounts.services import save_account
from kemitraan.identifiers import parse_telephone
from kemitraan.official_admin import Link, OfficialAdmin

admin.site.unregister(Group)  # rights follow from the role, not from groups

#: Where an official works: an office, a kecamatan or a village, as the role asks.
_PLACES = ("office", "district", "village")


class AccountFields:
    """What the form of a new account and that of a changed one have in common."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "role" in self.fields:  # nobody who only looks has fields
            self.fields["role"].required = not self.instance.is_superuser

    def clean_telephone(self):
        telephone = self.cleaned_data["telephone"]
        return parse_telephone(telephone) if telephone else None


class AccountForm(AccountFields, forms.ModelForm):
    class Meta:
        model = User
        fields = (
            "username",
            "full_name",
            "role",
            *_PLACES,
            "email",
            "telephone",
            "is_active",
        )


class NewAccountForm(AccountFields, UserCreationForm):
    usable_password = None  # everyone here signs in with a password

    class Meta:
        model = User
        fields = ("username", "full_name", "role", *_PLACES, "email", "telephone")


@admin.register(User)
class AccountAdmin(UserAdmin, OfficialAdmin):
    editors = adders = ()  # the superuser alone
    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    change_password_form = AdminPasswordChangeForm
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "full_name",
                    "role",
                    *_PLACES,
                    "email",
                    "telephone",
                    "is_active",
                )
            },
        ),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "full_name",
                    "role",
                    *_PLACES,
                    "email",
                    "telephone",
                    "password1",
                    "password2",
                )
            },
        ),
    )
    facts = (
        (
            _("Akun"),
            (
                "username",
                "full_name",
                "role",
                *_PLACES,
                "email",
                "telephone",
                "is_active",
                "is_staff",
                "is_superuser",
                "date_joined",
                "last_login",
            ),
        ),
    )
    list_display = ("full_name", "username", "role", "telephone", "is_active", "last_login")
    list_filter = (("role", ChoicesDropdownFilter), ("is_active", BooleanRadioFilter))
    search_fields = ("full_name", "username", "email", "telephone")
    ordering = ("full_name", "pk")
    filter_horizontal = ()
    autocomplete_fields = ("district", "village")

    def links(self, request, row):
        found = super().links(request, row)
        if self.has_change_permission(request, row):
            url = reverse("admin:auth_user_password_change", args=[row.pk])
            found.append(Link(_("Ganti kata sandi"), url))
        return found

    def write(self, request, row, form, *, is_new):
        return save_account(row, actor=request.user)
