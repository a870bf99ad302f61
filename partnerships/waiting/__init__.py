"""What waits for somebody and since when, the oldest first. Desk, dashboard and lists show the same rows.

Each function returns a queryset whose rows carry `since` (the moment from which they wait) and everything that a list row
shows, so that a page needs one query for each kind.

days        how long something has waited, and when it is late
offers      suggestions, needs and groups
mous        MoUs in preparation, and those under which nothing happens
agreements  trials, signatures, amendments, disputes, evaluations, reported partnerships
ledger      contracts and realisations
register    the register of UMKM, and what they asked of the offices
events      invitations, meetings and promises
longest     all of it, for those who watch
"""

from partnerships.waiting.days import (
    days_since,
    limits,
)
from partnerships.waiting.ledger import (
    Due,
    all_realisations_due,
    contracts_to_confirm,
    contracts_waiting,
    disputed_of,
    quarter_of,
    realisations_due,
    realisations_to_confirm,
    realisations_waiting,
)
from partnerships.waiting.longest import (
    Waiting,
    waiting,
)
from partnerships.waiting.mous import (
    SILENT_DAYS,
    mous_in_preparation,
    mous_to_check,
    nothing_booked,
    without_sign_of_life,
)
from partnerships.waiting.offers import (
    RUNNING_OUT_DAYS,
    changed_since_answer,
    matched_without_mou,
    needs_running_out,
    proposed_groups,
    suggestions_between_sides,
    suggestions_for_companies,
    suggestions_for_umkm,
)
from partnerships.waiting.register import (
    certificates_running_out,
    data_requests,
    duplicate_pairs,
    facilitation_answers,
    facilitation_of,
    imports_to_save,
    memberships_to_answer,
    verification_queue,
)

__all__ = [
    "RUNNING_OUT_DAYS",
    "SILENT_DAYS",
    "Due",
    "Waiting",
    "all_realisations_due",
    "certificates_running_out",
    "changed_since_answer",
    "contracts_to_confirm",
    "contracts_waiting",
    "data_requests",
    "days_since",
    "disputed_of",
    "duplicate_pairs",
    "facilitation_answers",
    "facilitation_of",
    "imports_to_save",
    "limits",
    "matched_without_mou",
    "memberships_to_answer",
    "mous_in_preparation",
    "mous_to_check",
    "needs_running_out",
    "nothing_booked",
    "proposed_groups",
    "quarter_of",
    "realisations_due",
    "realisations_to_confirm",
    "realisations_waiting",
    "suggestions_between_sides",
    "suggestions_for_companies",
    "suggestions_for_umkm",
    "verification_queue",
    "waiting",
    "without_sign_of_life",
]
