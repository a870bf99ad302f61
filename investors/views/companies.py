"""A company registers, shows itself, and keeps its profile."""

from copy import copy
from functools import partial

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from investors.flow import COMPANY_FLOW
from investors.forms import CompanyForm, RegistrationForm, remark_label, review_form
from investors.models import Company
from investors.permissions import belongs_to, may_edit, may_manage_people, sees_private
from investors.services import change_company_status, register_company, update_company
from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.refusals import must
from kemitraan.review_forms import WITH_FORM
from kemitraan.verification import VerificationStatus


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    if request.user.is_authenticated:
        messages.info(
            request, _("Anda sudah masuk. Keluar dahulu untuk mendaftarkan perusahaan lain.")
        )
        return redirect("desk")
    form = RegistrationForm(request.POST if request.method == "POST" else None)

    def save(**_given):
        company = register_company(**form.company(), account=form.account())
        login(request, company.members.select_related("user").get().user)
        return company

    return form_page(
        request,
        form,
        save,
        template="investors/register.html",
        done="desk",
        message=_(
            "Pendaftaran diterima. Petugas kemitraan memeriksa data perusahaan; hasilnya tampil di meja ini. "
            "Kebutuhan sudah dapat ditulis sekarang dan dibuka begitu perusahaan terverifikasi."
        ),
    )


@require_safe
def detail(request, pk):
    """What everybody may know of a verified company; its own people and officials see more."""
    user = request.user
    company = get_object_or_404(Company.objects.visible_to(user).prefetch_related("members"), pk=pk)
    sees_all = sees_private(user, company)
    context = {
        "company": company,
        "districts": company.project_districts.all(),
        "activities": company.activities.select_related("kbli"),
        "commitments": list(company.commitmentletters.all()),
        "needs": company.needs.visible_to(user).with_labels(),
        "sees_all": sees_all,
        "may_edit": bool(may_edit(user, company)),
        "may_manage": bool(may_manage_people(user, company)),
        "may_leave": bool(belongs_to(user, company)),
        "is_verified": company.status == VerificationStatus.VERIFIED,
        "steps": [
            {
                "transition": step,
                "url": reverse("investors:company-step", args=[pk, step.verb]),
                "needs_form": step.verb in WITH_FORM,
            }
            for step in COMPANY_FLOW.available(company, user)
        ],
    }
    if sees_all:
        context |= {
            "changes": list(company.changes.select_related("actor")),
            "remarks": [(remark_label(row), row.text) for row in company.remarks.open()],
            "contacts": company.contacts.all(),
            "documents": company.companydocuments.all(),
        }
    return render(request, "investors/company.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    must(may_edit(request.user, company))
    # A model form writes what was typed into its instance, and the heading still shows the old name.
    remarks = {remark.field: remark.text for remark in company.remarks.open()}
    form = CompanyForm(
        request.POST if request.method == "POST" else None, instance=copy(company), remarks=remarks
    )
    return form_page(
        request,
        form,
        partial(update_company, company, actor=request.user),
        template="investors/company_edit.html",
        done=company,
        message=_("Profil tersimpan."),
        company=company,
        general_remarks=[text for field, text in remarks.items() if field not in form.fields],
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    """Verify, return, resubmit and the other steps of the state table."""
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    transition = find_transition(COMPANY_FLOW, verb, among=COMPANY_FLOW.transitions)
    return step_page(
        request,
        company,
        COMPANY_FLOW,
        transition,
        review_form(transition, company, request.POST if request.method == "POST" else None),
        partial(change_company_status, company, verb, actor=request.user),
        back=company.get_absolute_url(),
    )
