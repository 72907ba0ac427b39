"""What beat does by itself, and when (Asia/Shanghai)."""

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "jobs: recover what a killed worker left": {
        "task": "monitoring.jobs.tasks.recover_jobs",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "jobs: delete files a week old": {
        "task": "monitoring.jobs.tasks.forget_old_files",
        "schedule": crontab(hour=3, minute=40),
    },
    # After midnight: a new day moves ages, the school year and which statements count.
    "screening: judge everyone": {
        "task": "monitoring.screening.tasks.screen_nightly",
        "schedule": crontab(hour=2, minute=10),
        "options": {"queue": "screening"},
    },
    "clues: bring back what was put off": {
        "task": "monitoring.cases.clues.tasks.bring_back_nightly",
        "schedule": crontab(hour=1, minute=30),
    },
    "endings: find who may be ready": {
        "task": "monitoring.cases.ending.tasks.find_candidates",
        "schedule": crontab(hour=4, minute=10),
        "options": {"queue": "screening"},
    },
    # After screening, whose queue it shares: overdue is overdue the day after the limit.
    "cases: run the clocks": {
        "task": "monitoring.cases.casework.tasks.run_clocks_nightly",
        "schedule": crontab(hour=2, minute=20),
        "options": {"queue": "screening"},
    },
    "tasks: run the clocks": {
        "task": "monitoring.feeds.tasks.tasks.run_clocks_nightly",
        "schedule": crontab(hour=2, minute=30),
        "options": {"queue": "screening"},
    },
    # After the screening, whose flags say who must be visited and in which order.
    "visits: plan what is due": {
        "task": "monitoring.cases.visits.tasks.plan_nightly",
        "schedule": crontab(hour=3, minute=50),
        "options": {"queue": "screening"},
    },
    # After the screening, which knows who can work.
    "assistance: run the clocks of help": {
        "task": "assistance.duties.tasks.run_clocks_nightly",
        "schedule": crontab(hour=4, minute=20),
        "options": {"queue": "screening"},
    },
    "assistance: measure what help did": {
        "task": "assistance.effect.tasks.measure_nightly",
        "schedule": crontab(hour=4, minute=40),
        "options": {"queue": "screening"},
    },
    # After the screening, which refreshes what is known of households.
    "assistance: compare who is entitled with who receives": {
        "task": "assistance.eligibility.tasks.compare_nightly",
        "schedule": crontab(hour=4, minute=30),
        "options": {"queue": "screening"},
    },
    "assistance: compare rolls with the month before": {
        "task": "assistance.schemes.rolls.tasks.compare_nightly",
        "schedule": crontab(hour=4, minute=50),
        "options": {"queue": "screening"},
    },
    "assistance: tell departments what was found": {
        "task": "assistance.eligibility.tasks.tell_departments_monthly",
        "schedule": crontab(hour=6, minute=0, day_of_month=1),
    },
    "assets: look for what is wrong": {
        "task": "assets.alarms.tasks.look_nightly",
        "schedule": crontab(hour=5, minute=0),
        "options": {"queue": "screening"},
    },
    "clients: clear old tokens": {
        "task": "monitoring.feeds.clients.tasks.clear_tokens_nightly",
        "schedule": crontab(hour=3, minute=30),
    },
    # What a large import or a night's screening wrote; a few changes are settled by who reads them.
    "changes: give them their order": {
        "task": "monitoring.feeds.changes.tasks.settle_changes",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "webhooks: tell what happened": {
        "task": "monitoring.feeds.webhooks.tasks.tell_news",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "webhooks: forget what was told a month ago": {
        "task": "monitoring.feeds.webhooks.tasks.forget_old_deliveries",
        "schedule": crontab(hour=3, minute=20),
    },
    "accounts: seal the audit": {
        "task": "accounts.tasks.seal_audit",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}
