from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import User
from monitoring.jobs.models import Job


def asked_by(user: User | AnonymousUser, pk: str) -> Job:
    """The job, for the one person who asked for it; the same 404 for everybody else."""
    job = Job.objects.filter(pk=pk, by_id=user.pk).first() if user.pk else None
    if job is None:
        raise Http404
    return job
