"""Which sheets a workbook has, where they lie in its archive, and which of them are hidden."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError  # nosec B405 # it parses nothing

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from activity.ingest.refused import DAMAGED, Refused

LINK = re.compile(r"(?i)externalLinks/_rels/[^/]+\.rels$")
BARE_LINK = re.compile(r"(?i)externalLinks/[^/]+\.xml$")


@dataclass(frozen=True)
class SheetPart:
    """A worksheet of a workbook: its name, its part of the archive, whether people can see it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Contents:
    """What a workbook's own list of contents says."""

    sheets: list
    calculates_on_opening: bool  # its maker left the formulas to Excel
    links: tuple  # other workbooks and databases that it names; they are never followed


def contents(archive):
    """Read a workbook's list of sheets. Chart sheets hold no cells and are left out."""
    root_name = _workbook_part(archive)
    root = _xml(archive, root_name)
    targets = _targets(archive, root_name)
    sheets = []
    for sheet in (each for each in root.iter() if _local(each.tag) == "sheet"):
        if _relation(sheet) not in targets:  # its rows would be missing without a word
            raise Refused(DAMAGED)
        kind, part = targets[_relation(sheet)]
        if kind == "worksheet":
            hidden = sheet.get("state", "visible") != "visible"
            sheets.append(SheetPart(sheet.get("name", ""), part, hidden))
    if len({sheet.part for sheet in sheets}) < len(sheets):
        raise Refused(DAMAGED)
    calculations = [each for each in root.iter() if _local(each.tag) == "calcPr"]
    return Contents(
        sheets=sheets,
        calculates_on_opening=any(c.get("fullCalcOnLoad") in ("1", "true") for c in calculations),
        links=tuple(_links(archive)),
    )


def _links(archive):
    """What a workbook takes figures from, by the last word of its address."""
    for name in archive.namelist():
        if LINK.search(name):
            for relation in _xml(archive, name):
                target = unquote(relation.get("Target", "")).replace("\\", "/")
                yield target.rstrip("/").rpartition("/")[2] or "another workbook"
        elif name.lower() == "xl/connections.xml":
            yield from (each.get("name") or "a database" for each in _xml(archive, name))
        elif BARE_LINK.search(name) and _relations_of(name) not in archive.namelist():
            yield "another workbook"


def _relations_of(name):
    folder, base = posixpath.split(name)
    return f"{folder}/_rels/{base}.rels"


def _workbook_part(archive):
    names = [n for n in archive.namelist() if re.fullmatch(r"(?i)/?xl/workbook\d*\.xml", n)]
    return min(names, key=len)


def _targets(archive, root_name):
    """Kind and part of each relation of the workbook, by its id."""
    folder = posixpath.dirname(root_name)
    relations = _xml(archive, _relations_of(root_name))
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    found = {}
    for relation in relations:
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        part = names.get(posixpath.normpath(path).lower())
        if part:
            found[relation.get("Id")] = (kind, part)
    return found


def _relation(sheet):
    return next((value for key, value in sheet.attrib.items() if _local(key) == "id"), None)


def _local(tag):
    return tag.rsplit("}", 1)[-1]


def _xml(archive, name):
    try:
        return ElementTree.fromstring(archive.read(name), forbid_dtd=True)
    except (LookupError, ParseError, DefusedXmlException, ValueError) as damage:
        raise Refused(DAMAGED) from damage
