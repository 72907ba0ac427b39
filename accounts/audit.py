"""The record of what was done by whom. `record` is called inside the action's transaction."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.middleware import current_request_id
from accounts.models import AuditEvent, Division, Post, User
from accounts.permissions import MAY, roles
from accounts.querysets import AuditQuerySet
from accounts.scope import areas, inside


class Event(models.TextChoices):
    """Every event name, declared once, grouped by noun."""

    SIGNED_IN = "accounts.signed_in", _("Signed in")
    SIGNED_OUT = "accounts.signed_out", _("Signed out")
    SIGN_IN_FAILED = "accounts.sign_in_failed", _("Sign-in failed")
    ACCOUNT_CREATED = "accounts.created", _("Account created")
    ACCOUNT_CHANGED = "accounts.changed", _("Account changed")
    ACCOUNT_DEACTIVATED = "accounts.deactivated", _("Account deactivated")
    ACCOUNT_REACTIVATED = "accounts.reactivated", _("Account reactivated")
    ACCOUNT_UNLOCKED = "accounts.unlocked", _("Account unlocked")
    POST_OPENED = "accounts.post_opened", _("Post opened")
    POST_CLOSED = "accounts.post_closed", _("Post closed")
    PASSWORD_RESET = "accounts.password_reset", _("Password reset")  # an event name
    PASSWORD_CHANGED = "accounts.password_changed", _("Own password changed")

    HOUSEHOLD_CHANGED = "households.changed", _("Household changed")
    HOUSEHOLD_SPLIT = "households.split", _("Household split")
    HOUSEHOLD_MERGED = "households.merged", _("Households merged")
    HOUSEHOLD_MOVED = "households.moved", _("Household moved")
    MEMBER_LEFT = "households.member_left", _("Member left")
    MEMBER_RETURNED = "households.member_returned", _("Member returned")
    HOUSEHOLD_ENDED = "households.ended", _("Household ended")
    HOUSEHOLD_PAIRED = "households.paired", _("Helper paired")
    PAIRING_ENDED = "households.pairing_ended", _("Pairing ended")
    UNMASKED = "households.unmasked", _("Personal number shown")
    KEYS_ROTATED = "households.keys_rotated"
    EXPORTED = "households.exported", _("List exported")

    IMPORT_UPLOADED = "imports.uploaded", _("Files uploaded")
    IMPORT_APPLIED = "imports.applied", _("Import applied")
    IMPORT_UNDONE = "imports.undone", _("Import undone")
    IMPORT_DISCARDED = "imports.discarded", _("Import discarded")
    IMPORT_GIVEN_BACK = "imports.given_back", _("Marked workbook made")

    VERSION_DRAFTED = "criteria.drafted", _("Criteria drafted")
    VERSION_CHANGED = "criteria.changed", _("Criteria changed")
    VERSION_SUBMITTED = "criteria.submitted", _("Criteria handed in")
    VERSION_RELEASED = "criteria.released", _("Criteria released")
    VERSION_RETURNED = "criteria.returned", _("Criteria returned")
    PARAMETER_SET = "criteria.parameter_set", _("Parameter set")
    PARAMETER_RELEASED = "criteria.parameter_released", _("Parameter released")
    PARAMETER_RETURNED = "criteria.parameter_returned", _("Parameter refused")
    PARAMETER_CONFIRMED = "criteria.parameter_confirmed", _("Parameter confirmed")

    SCREENED = "screening.screened", _("Screened")

    CASE_OPENED = "cases.opened", _("Case opened")
    STEP_PASSED = "cases.step_passed", _("Step passed on")
    STEP_SENT_BACK = "cases.step_sent_back", _("Step sent back")
    CASE_REFUSED = "cases.refused", _("Case refused")
    CASE_ENDED = "cases.ended", _("Case ended")
    CASE_PAUSED = "cases.paused", _("Clock of a case stopped")
    CASE_RESUMED = "cases.resumed", _("Clock of a case runs again")
    CASE_GREEN = "cases.green", _("Green channel opened")
    MEETING_HELD = "cases.meeting_held", _("Appraisal meeting held")
    NOTICE_POSTED = "cases.notice_posted", _("Public notice posted")
    OBJECTION_RECORDED = "cases.objection_recorded", _("Objection recorded")
    OBJECTION_ANSWERED = "cases.objection_answered", _("Objection answered")
    ANNOUNCED = "cases.announced", _("List announced")
    CONDITION_ATTESTED = "cases.condition_attested", _("Condition confirmed")
    PAPER_ATTACHED = "cases.paper_attached", _("Paper attached to a case")
    STEPS_ASSIGNED = "cases.assigned", _("Steps of cases assigned")
    PAPER_MADE = "cases.paper_made", _("Paper made")
    LEAFLETS_GIVEN = "cases.leaflets_given", _("Leaflets given")
    CASES_ESCALATED = "cases.escalated", _("Overdue cases escalated")
    CASE_ASSESSED = "cases.assessed", _("Case assessed")
    NATIONAL_ANSWER_READ = "cases.national_answer_read", _("Answer of the national system read")
    COMPARISON_CHANGED = "cases.comparison_changed", _("Comparison of a case changed")
    COMPARISON_VIEWED = "cases.comparison_viewed", _("Comparison of a case viewed")
    COMPARISON_REQUESTED = "cases.comparison_requested", _("Comparison requested")
    COMPARISON_ANSWERED = "cases.comparison_answered", _("Comparison answered")

    VISITED = "visits.handed_in", _("Visit handed in")
    VISITS_ASSIGNED = "visits.assigned", _("Visits assigned")
    VISITS_IMPORTED = "visits.imported", _("Visits imported")
    VISITS_PLANNED = "visits.planned", _("Visits planned")
    VISIT_FREQUENCY_SET = "visits.frequency_set", _("Frequency of visits set")
    CLUE_JUDGED = "clues.judged", _("Clue judged")
    CLUES_ASSIGNED = "clues.assigned", _("Clues assigned")
    CLUES_BACK = "clues.back", _("Clues put off wait again")
    CAPACITY_SET = "clues.capacity_set", _("Weekly capacity set")
    REPORT_TAKEN_IN = "clues.report_taken_in", _("Report taken in")
    REPORT_HANDED_OVER = "clues.report_handed_over", _("Report handed over")
    REPORT_LINKED = "clues.report_linked", _("Household of a report found")
    REPORT_ANSWERED = "clues.report_answered", _("Report answered")
    JUDGEMENT_LIMIT_SET = "clues.limit_set", _("Limit of judging set")

    PROCEDURE_CHANGED = "procedures.changed", _("Procedure changed")
    CALENDAR_ENTERED = "procedures.calendar_entered", _("Working days entered")

    MATCH_KEY_MADE = "feeds.match_key_made", _("Key of a client for matching made")
    RECORDS_RECEIVED = "feeds.records_received", _("Records of a feed received")
    PRECEDENCE_SET = "feeds.precedence_set", _("Order of sources set")
    RESULTS_MADE = "feeds.results_made", _("Workbook of a feed with its results made")
    VILLAGE_EVENT_SAVED = "feeds.village_event_saved", _("Ticks of a village event saved")
    VILLAGE_EVENT_DECIDED = "feeds.village_event_decided", _("Village event decided")
    DIFFERENCE_SETTLED = "feeds.difference_settled", _("Difference between sources settled")
    TASK_GIVEN = "tasks.given", _("Task given to a department")
    TASK_TAKEN = "tasks.taken", _("Task taken up")
    TASK_REPLIED = "tasks.replied", _("Task replied to")
    TASK_REFUSED = "tasks.refused", _("Task refused")
    TASK_CONFIRMED = "tasks.confirmed", _("Task confirmed as done")
    TASK_SENT_BACK = "tasks.sent_back", _("Task sent back")
    TASK_CONTESTED = "tasks.contested", _("Refusal of a task contested")
    TASK_DROPPED = "tasks.dropped", _("Refusal of a task accepted")
    TASKS_ESCALATED = "tasks.escalated", _("Overdue tasks escalated")
    TASK_KINDS_CHANGED = "tasks.kinds_changed", _("Kinds of tasks changed")
    CLIENT_MADE = "clients.made", _("Access of a department made")
    CLIENT_CHANGED = "clients.changed", _("Access of a department changed")
    CLIENT_SECRET_RENEWED = "clients.secret_renewed", _("Secret of a department renewed")
    CLIENT_REVOKED = "clients.revoked", _("Access of a department revoked")
    CLIENT_TOKEN_GIVEN = "clients.token_given", _("Token given to a department")
    CLIENT_CALLED = "clients.called", _("Call of a department")
    CLIENT_REFUSED = "clients.refused", _("Call of a department refused")

    WEBHOOK_REGISTERED = "webhooks.registered", _("Address for news registered")
    WEBHOOK_ENDED = "webhooks.ended", _("Address for news ended")
    WEBHOOK_RESENT = "webhooks.resent", _("News sent again")

    AWARDED = "assistance.awarded", _("Measure awarded")
    TERMS_DRAFTED = "assistance.terms_drafted", _("Terms of a measure drafted")
    TERMS_CHANGED = "assistance.terms_changed", _("Terms of a measure changed")
    TERMS_SUBMITTED = "assistance.terms_submitted", _("Terms of a measure handed in")
    TERMS_RELEASED = "assistance.terms_released", _("Terms of a measure released")
    TERMS_RETURNED = "assistance.terms_returned", _("Terms of a measure returned")
    TERMS_ENDED = "assistance.terms_ended", _("Terms of a measure ended")
    TERMS_END_ASKED = "assistance.terms_end_asked", _("End of a measure proposed")
    TERMS_END_RETURNED = "assistance.terms_end_returned", _("End of a measure taken back")
    MEASURE_CREATED = "assistance.measure_created", _("Measure created")
    MEASURE_CHANGED = "assistance.measure_changed", _("Measure changed")
    FINDING_SETTLED = "assistance.finding_settled", _("Finding about a measure settled")
    AWARD_ENDED = "assistance.award_ended", _("Award of a measure ended")
    POSITION_APPLIED = "posts.applied", _("Post applied for")
    POSITION_MOVED = "posts.moved", _("Post decided on")
    POST_ENGAGED = "posts.engaged", _("Taken into a post")
    POST_LEFT = "posts.left", _("Left a post")
    ATTENDANCE_KEPT = "posts.attendance_kept", _("Attendance kept")
    POST_AGES_SET = "posts.ages_set", _("Ages of posts set")
    STUDENT_ENROLLED = "students.enrolled", _("Student enrolled")
    STUDENT_SUSPENDED = "students.suspended", _("Student on leave")
    STUDENT_RETURNED = "students.returned", _("Student back at school")
    STUDENT_FINISHED = "students.finished", _("Stage of a student ended")
    HELPER_HANDED_OVER = "helpers.handed_over", _("Households of a helper handed over")
    GIVER_ADDED = "helpers.giver_added", _("Giver entered")
    GIFT_RECORDED = "helpers.gift_recorded", _("Gift recorded")
    GIFT_REVERSED = "helpers.gift_reversed", _("Gift reversed")
    SCHEME_LIMIT_SET = "schemes.limit_set", _("Limit of a scheme set")
    LOAN_GIVEN = "credit.lent", _("Small loan recorded")
    LOAN_EXTENDED = "credit.extended", _("Small loan extended")
    LOAN_REPAID = "credit.repaid", _("Small loan repaid")
    LOAN_SUBSIDISED = "credit.subsidised", _("Interest subsidies put on a payment list")

    PLAN_DRAFTED = "plans.drafted", _("Plan of assistance begun")
    PLAN_CHANGED = "plans.changed", _("Plan of assistance changed")
    PLAN_SUBMITTED = "plans.submitted", _("Plan of assistance submitted")
    PLAN_CONFIRMED = "plans.confirmed", _("Plan of assistance confirmed")
    HELP_ESCALATED = "plans.help_escalated", _("Late help escalated")
    HELP_LIMIT_SET = "plans.help_limit_set", _("Limits of help set")
    PLAN_SENT_BACK = "plans.sent_back", _("Plan of assistance sent back")

    FUND_OPENED = "funds.opened", _("Fund opened")
    FUND_ADJUSTED = "funds.adjusted", _("Budget of a fund adjusted")
    FUND_MOVED = "funds.moved", _("Money of a fund moved")

    DELIVERED = "deliveries.delivered", _("Delivery recorded")
    DELIVERIES_REPORTED = "deliveries.reported", _("Deliveries reported")
    DELIVERIES_TAKEN_BACK = "deliveries.taken_back", _("Reported deliveries reversed")
    DELIVERY_REVERSED = "deliveries.reversed", _("Delivery reversed")
    PAYMENTS_LISTED = "payments.listed", _("Payment list made")
    PAYMENT_AMOUNTS_SET = "payments.amounts_set", _("Amounts of a payment list set")
    PAYMENTS_CHECKED = "payments.checked", _("Payment list checked")
    PAYMENTS_HANDED = "payments.handed", _("Payment list handed to the bank")
    PAYMENTS_EXPORTED = "payments.exported", _("Payment list for the bank made")
    PAYMENTS_CONFIRMED = "payments.confirmed", _("Payment list confirmed as paid")
    PAYMENTS_CANCELLED = "payments.cancelled", _("Payment list cancelled")
    PAYMENTS_RETURNED = "payments.returned", _("Returned payments read back")
    ROLLS_SETTLED = "rolls.settled", _("Differences of rolls settled")
    CLAIM_OPENED = "insurance.opened", _("Claim opened")
    CLAIM_SURVEYED = "insurance.surveyed", _("Claim surveyed")
    CLAIM_APPROVED = "insurance.approved", _("Claim approved")
    CLAIM_REFUSED = "insurance.refused", _("Claim refused")
    CLAIM_PAID = "insurance.paid", _("Claim paid out")
    ROLL_SET = "rolls.set", _("Meaning of a roll set")

    PROJECT_REGISTERED = "projects.registered", _("Project entered")
    PROJECT_FUNDED = "projects.funded", _("Source of money of a project entered")
    ASSET_REGISTERED = "assets.registered", _("Asset entered")
    ASSET_STATE_CHANGED = "assets.state_changed", _("State of an asset said")

    RIGHT_ENTERED = "assets.right_entered", _("Right in an asset entered")
    RIGHT_ENDED = "assets.right_ended", _("Right in an asset ended")

    AUDIT_EXPORTED = "audit.exported", _("Audit exported")


def record(
    event: Event,
    *,
    by: User | None,
    division_code: str = "",
    subject: models.Model | None = None,
    count: int | None = None,
    **detail: Any,
) -> AuditEvent:
    """One row for one act; bulk work is one row with its count. No personal data in `detail`."""
    row = AuditEvent(
        at=timezone.now(),
        event=event,
        by=by,
        division_code=division_code,
        subject=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        count=count,
        detail=detail,
        request_id=current_request_id(),
    )
    row.digest = digest(row)
    row.save(force_insert=True)
    return row


def trail(user: User | AnonymousUser) -> AuditQuerySet:
    """What the user may read of the audit: their area's, an administrator all but households'."""
    seen = inside(areas(user, MAY["audit.view"]), "division_code")
    if Post.Role.ADMIN in roles(user):
        seen |= ~Q(event__startswith="households.")
    place = Division.objects.filter(pk=OuterRef("division_code")).values("name")
    rows = AuditEvent.objects.filter(seen).select_related("by")
    return rows.annotate(division_name=Subquery(place))


def with_accounts(rows: Iterable[Any]) -> list[Any]:
    """The rows, each with `account`: whose account the act was about, if it was about one."""
    listed = list(rows)
    about = {int(row.subject_id) for row in listed if row.subject == User._meta.label_lower}
    accounts = {str(pk): user for pk, user in User.objects.in_bulk(about).items()}
    for row in listed:
        about_account = row.subject == User._meta.label_lower
        row.account = accounts.get(row.subject_id) if about_account else None
    return listed


def digest(row: AuditEvent) -> bytes:
    """Keyed hash of what a row says; a changed row no longer matches its own."""
    return keyed(
        row.at.isoformat(), row.event, row.by_id, row.division_code, row.subject, row.subject_id,
        row.count, row.detail, row.request_id,
    )  # fmt: skip


def keyed(*said: Any) -> bytes:
    """Keyed hash of values in their order: whoever lacks the key neither makes nor guesses it."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.digest(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256)
