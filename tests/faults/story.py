"""One whole import, as people and workers do it: sent in, read, looked at, published.

`Person` is somebody of finance with a browser: what is not acknowledged is sent again, and what
is not published is published, until it stands.
"""

import re
import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections
from django.test import Client

from activity.forms import PublishForm
from activity.models import State, Submission
from activity.services import sweeping
from activity.tasks import read_submission, sweep_submissions
from tests.faults import county, verdict

prepare, counts, wrongs = county.build, verdict.counts, verdict.wrongs

PATIENCE = 600  # seconds after which an import never comes right; R1 wants 60, which is printed
TRIES = 4
NUMBER = re.compile(r"^/files/(\d+)/$")


class Person:
    """Somebody at a browser, who remembers in a file what the site told them."""

    def __init__(self, desk):
        self.client = Client(raise_request_exception=False)
        self.client.cookies["pbc_session"] = desk.prepared
        self.desk = desk

    def _remember(self, step, response):
        self.desk.note(step, response.status_code)
        return response

    def send_in(self):
        """Send the file in, again while the site answers that it cannot just now. Returns the
        number of its reading, None where it was not taken."""
        for _ in range(TRIES):
            if ("sent", 302) in self.desk.told():
                return None
            file = SimpleUploadedFile("m05-06.csv", self.desk.content, "text/csv")
            close_old_connections()
            answer = self._remember("sent", self.client.post("/files/new/", {"files": file}))
            if answer.status_code == 302 and (found := NUMBER.search(answer.headers["Location"])):
                return int(found[1])
        return None

    def publish(self, submission_id):
        """Look at the file and publish it, for as long as the page offers that."""
        for _ in range(TRIES):
            close_old_connections()
            page = self._remember("looked", self.client.get(f"/files/{submission_id}/"))
            form = page.context.get("form") if page.status_code == 200 else None
            if page.status_code == 200 and not isinstance(form, PublishForm):
                return
            if form and self._published(submission_id, form).status_code == 302:
                return

    def _published(self, submission_id, form):
        said = {"basis": form["basis"].value()}
        if "reason" in form.fields:
            said["reason"] = "As the trust sent it"
        close_old_connections()
        answer = self.client.post(f"/files/{submission_id}/publish/", said)
        return self._remember("published", answer)


def import_once(desk):
    """The straight way: what a process does that nothing happens to."""
    person = Person(desk)
    number = person.send_in()
    if number:
        as_a_worker(read_submission, submission_id=number)
        person.publish(number)


def as_a_worker(task, **ids):
    """Run a task as a worker does: whatever it raises ends the task, not the worker."""
    close_old_connections()
    try:
        return task(**ids)
    except Exception:  # the worker logs it and takes the next message
        return None


def latest():
    """The reading that the person would look at."""
    return as_a_worker(lambda: Submission.objects.order_by("pk").last())


def finish(desk):
    """A new worker, the sweep and the person: seconds until the file counts; None if it never
    does."""
    person = Person(desk)
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        person.send_in()
        as_a_worker(sweep_submissions)
        for submission_id in as_a_worker(sweeping.waiting) or ():
            as_a_worker(read_submission, submission_id=submission_id)
        newest = latest()
        if newest and newest.state == State.PUBLISHED:
            return time.monotonic() - began
        if newest and newest.is_for_a_person:
            person.publish(newest.pk)
        else:
            time.sleep(0.1)
    return None
