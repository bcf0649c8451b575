"""A file while it streams in: what is beyond the largest size is counted and never stored.

That is the only check on the way in, and only of the page; `manage.py ingest` keeps whole what it
is given. What a file holds is looked at when it is read, by a child within its limits: size and
kind of all (`guard`), the archive of an .xlsx (`archive`). An .xls and a csv have nothing to
unpack: their rows and columns are measured by who reads them (`reader`, `separated`).
"""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from pbc.core import full

MIB = 1024 * 1024


class CountedUpload(FileUploadHandler):
    """Stands before the handlers that store, and passes on no byte beyond the largest size.

    The form then refuses the file by its size, as it does any that is too large.
    """

    def receive_data_chunk(self, raw_data, start):
        """Pass a piece on, or let it fall. Raises OSError where others have taken the room."""
        if start + len(raw_data) > _most():
            return None
        try:
            full.insist_on_room(len(raw_data))
        except OSError:  # what is here of it goes at once: it is room
            for handler in self.request.upload_handlers:
                handler.upload_interrupted()
            raise
        return raw_data

    def file_complete(self, file_size):
        """A file without content where it was too large; else the others have it."""
        if file_size <= _most():
            return None
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size)


def _most():
    return settings.PBC_UPLOAD_LIMIT_MB * MIB
