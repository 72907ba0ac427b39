from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitoring.jobs import files, progress
from monitoring.jobs.models import Job
from monitoring.jobs.querysets import asked_by


@require_safe
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    job = asked_by(request.user, pk)
    template = "progress" if getattr(request, "htmx", False) else "detail"
    gone = "file" in job.result and not files.has_result(job)
    context = {"job": job, "progress": progress.of(job), "file_gone": gone}
    return render(request, f"monitoring/jobs/{template}.html", context)


@require_safe
def file(request: HttpRequest, pk: str) -> FileResponse:
    """The file a job made, for the person who asked for it."""
    job = asked_by(request.user, pk)
    if job.state != Job.State.DONE or not files.has_result(job):
        raise Http404
    return FileResponse(
        files.open_result(job),
        as_attachment=True,
        filename=job.result.get("filename", "export.xlsx"),
    )
