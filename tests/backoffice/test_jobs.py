"""Background work in the back office: it can be left, looked at, stopped, and fetched by whoever asked for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from habitue.jobs import work
from habitue.jobs.models import Job, State
from habitue.jobs.work import Failed, Running, start
from habitue.stores.models import Role, Staff
from tests.backoffice.conftest import SignedIn
from tests.working import work_off


@pytest.fixture(autouse=True)
def task() -> Iterator[None]:
    @work.job("test_list", "A list")
    def test_list(running: Running, *, trouble: str = "") -> dict[str, Any]:
        if trouble:
            raise Failed(trouble)
        running.file("list.csv").write_text("Marie\n")
        return {}

    yield
    del work.TASKS["test_list"]


@pytest.fixture
def asked(people: dict[Role, Staff]) -> Job:
    return start("test_list", by=people[Role.WAREHOUSE_MANAGER].id)


def test_a_job_is_found_again_and_its_file_fetched(signed_in: SignedIn, asked: Job) -> None:
    client = signed_in(Role.WAREHOUSE_MANAGER)
    page = f"/office/jobs/{asked.id}/"
    waiting = client.get(page).text
    assert 'hx-trigger="every 1s"' in waiting
    assert client.get(f"{page}file/").status_code == 404
    work_off()
    assert f'href="{page}"' in client.get("/office/jobs/").text
    done = client.get(page, headers={"HX-Request": "true"}).text
    assert f'href="{page}file/"' in done
    assert "<html" not in done
    assert "every 1s" not in done
    fetched = client.get(f"{page}file/")
    assert fetched.getvalue() == b"Marie\n"
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="list.csv"'


def test_nobody_but_the_owner_sees_what_others_asked_for(signed_in: SignedIn, owner: Client, asked: Job) -> None:
    work_off()
    other = signed_in(Role.STORE_MANAGER)
    assert str(asked.id) not in other.get("/office/jobs/").text
    for route in ("", "file/"):
        assert other.get(f"/office/jobs/{asked.id}/{route}").status_code == 404
    assert owner.get(f"/office/jobs/{asked.id}/").status_code == 200
    assert owner.get(f"/office/jobs/{asked.id}/file/").getvalue() == b"Marie\n"
    assert other.post(f"/office/jobs/{asked.id}/stop/").status_code == 404


def test_a_job_is_stopped_by_its_button(owner: Client, asked: Job) -> None:
    assert owner.post(f"/office/jobs/{asked.id}/stop/").status_code == 302
    asked.refresh_from_db()
    assert asked.state == State.STOPPED
    assert "stopped" in owner.get(f"/office/jobs/{asked.id}/").text


def test_what_went_wrong_is_told(owner: Client, people: dict[Role, Staff]) -> None:
    job = start("test_list", by=people[Role.OWNER].id, trouble="The file <is> empty.")
    work_off()
    assert "The file &lt;is&gt; empty." in owner.get(f"/office/jobs/{job.id}/").text
