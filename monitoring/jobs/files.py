"""Files that jobs make for the person who asked: under VAR_DIR, never served by their path, and
deleted after a week, since an export holds personal data.
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from monitoring.jobs.models import Job

KEPT = timedelta(days=7)


def result_path(job: Job, suffix: str = ".xlsx") -> Path:
    """Where the job writes its file; put `path.name` into the result as "file"."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{job.pk}{suffix}"


def has_result(job: Job) -> bool:
    """Whether it made a file, and the file is still there."""
    return "file" in job.result and _made(job).exists()


def open_result(job: Job) -> BinaryIO:
    return _made(job).open("rb")


def forget_old() -> int:
    """How many files were deleted because their week is over."""
    oldest = time.time() - KEPT.total_seconds()
    old = [file for file in _folder().glob("*") if file.stat().st_mtime < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _made(job: Job) -> Path:
    return _folder() / Path(job.result["file"]).name


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "results"
