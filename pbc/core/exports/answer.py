"""The answer of a page that is taken away as a file.

It is written whole to a file on disc first: one that broke off half way would look like a short
table, and a total that does not agree is found late. Nothing long stands in memory.
"""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404
from django.utils.text import slugify

from pbc.core.exports import separated, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"xlsx": (workbook.write, XLSX), "csv": (separated.write, "text/csv; charset=utf-8")}


def answer(tables, facts, *, called, form):
    """Send tables as a file of that form, xlsx unless one is asked for.

    `called` becomes the name of the file. Raises Http404 for a form that there is not.
    """
    if form not in ("", None, *FORMS):
        raise Http404
    form = form or "xlsx"
    write, kind = FORMS[form]
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it when it has been sent
    write(tables, facts, file)
    file.seek(0)
    name = f"{slugify(called)[:120] or 'figures'}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
