"""What beat does by itself, and when (Asia/Shanghai)."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "jobs: recover what a killed worker left": {
        "task": "monitoring.jobs.tasks.recover_jobs",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
}
