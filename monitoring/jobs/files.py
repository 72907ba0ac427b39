"""Files that jobs make for the person who asked: under VAR_DIR, never served by their path."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from monitoring.jobs.models import Job


def result_path(job: Job, suffix: str = ".xlsx") -> Path:
    """Where the job writes its file; put `path.name` into the result as "file"."""
    folder = Path(settings.MEDIA_ROOT) / "results"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{job.pk}{suffix}"


def open_result(job: Job) -> BinaryIO:
    return (Path(settings.MEDIA_ROOT) / "results" / Path(job.result["file"]).name).open("rb")
