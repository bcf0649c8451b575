"""Tables as somebody who took them away reads them: a sheet a table, and the facts last."""

import csv
import io

import openpyxl
from django.urls import reverse


def book(client, name, *args, **asked):
    """The workbook of an address: {sheet: rows of values}."""
    found = openpyxl.load_workbook(io.BytesIO(sent(client, name, *args, **asked)))
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in found}


def cells(client, name, *args, **asked):
    """Every cell that holds something, of every sheet."""
    found = openpyxl.load_workbook(io.BytesIO(sent(client, name, *args, **asked)))
    return [one for sheet in found for row in sheet for one in row if one.value is not None]


def lines(client, name, *args, **asked):
    """The csv of an address, line by line."""
    text = sent(client, name, *args, form="csv", **asked).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def sent(client, name, *args, **asked):
    """The bytes that an address answers with."""
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.getvalue()
