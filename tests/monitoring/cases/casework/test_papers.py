import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import AuditEvent
from monitoring.cases.casework import workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseFile
from tests import factories

pytestmark = pytest.mark.django_db

GPS = 0x8825
PDF = b"%PDF-1.4 \xe7\x94\xb3\xe8\xaf\xb7"


@pytest.fixture
def case(procedure) -> Case:
    return begin_identification(factories.household(), by=None)


def attached(client, user, case: Case, content: bytes, name: str = "申请书.pdf"):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    data = {"name": "申请及承诺授权书", "file": SimpleUploadedFile(name, content)}
    return client.post(f"{case.get_absolute_url()}attach/", data, follow=True)


def photo() -> bytes:
    """Taken sideways by a phone that writes where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_it_works(client, village, case):
    page = attached(client, village, case, PDF).content.decode()
    kept = CaseFile.objects.get()
    assert "申请及承诺授权书" in page
    answer = client.get(f"{case.get_absolute_url()}files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.get(event="cases.paper_attached").subject_id == str(case.pk)


def test_a_photo_is_turned_upright_and_tells_no_place(client, village, case):
    attached(client, village, case, photo(), "IMG_1.jpg")
    with Image.open(CaseFile.objects.get().file) as kept:
        assert kept.size == (20, 40)
        assert not kept.getexif().get_ifd(GPS)


def test_the_name_of_the_upload_is_not_kept(client, village, case):
    attached(client, village, case, PDF, "王建国130131.pdf")
    assert "王建国" not in Path(CaseFile.objects.get().file.name).name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90 a program", "申请书.pdf"),
        (b"<svg onload='x()'/>", "图.png"),
        (photo()[:200], "半张.jpg"),
        (b"GIF89a", "动图.gif"),
    ],
)
def test_what_is_no_paper_is_refused_whatever_its_name(client, village, case, content, name):
    assert "无法识别" in attached(client, village, case, content, name).content.decode()
    assert not CaseFile.objects.exists()


def test_a_file_too_large_is_refused(client, village, case):
    answer = attached(client, village, case, b"%PDF-" + b"0" * 10 * 1024 * 1024)
    assert "不超过 10 MB" in answer.content.decode()
    assert not CaseFile.objects.exists()


def test_an_ended_case_takes_no_paper(client, township, case):
    workflow.refuse(case.steps.get(), by=township, reason="不符合条件")
    assert "已经办结" in attached(client, township, case, PDF).content.decode()


def test_a_paper_is_given_only_with_its_own_case(client, township, case):
    attached(client, township, case, PDF)
    other = begin_identification(factories.household(), by=None)
    far = begin_identification(factories.household(factories.FAR_VILLAGE), by=None)
    kept = CaseFile.objects.get()
    for each in (other, far):
        assert client.get(f"{each.get_absolute_url()}files/{kept.pk}/").status_code == 404


def test_a_reader_may_not_attach(client, procedure, case):
    auditor = factories.user("auditor", factories.PINGSHAN)
    assert attached(client, auditor, case, PDF).status_code == 403
