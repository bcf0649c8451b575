"""Step four: codes and names to practices, providers, points of delivery and localities."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import headings as h
from activity.ingest import keys
from activity.ingest.known import code_of
from activity.ingest.words import month_name, shown

BLANK, UNKNOWN, UNASSIGNED = -1, -2, -3
ASK_INFORMATION = "Ask the information team which is right"


@dataclass
class Matched:
    """For every row what it was matched to. Negative numbers: BLANK, UNKNOWN, UNASSIGNED."""

    practice: np.ndarray  # number in the register
    locality: np.ndarray  # the one that counts: the register's, or for unassigned rows the file's
    locality_given: np.ndarray  # what the file says
    point_of_delivery: np.ndarray
    provider: np.ndarray
    specialty: np.ndarray
    given: dict  # role -> text as it is kept

    @property
    def is_unassigned(self):
        """Rows of a default code: real spend of their locality that belongs to no practice."""
        return self.practice == UNASSIGNED


def match(raw, parsed, known, findings):
    """Match every row, and park those that something needed is not known of."""
    texts = {role: _text(raw, role) for role in (h.PRACTICE, h.LOCALITY, h.POD)}
    practice = look_up(texts[h.PRACTICE], lambda text: _practice(text, known))
    given = look_up(texts[h.LOCALITY], known.locality)
    _park_practices(texts[h.PRACTICE], practice, findings)
    locality = _localities(practice, given, parsed, known, findings)
    _park_localities(texts[h.LOCALITY], practice, given, findings)
    pods = _points_of_delivery(raw, texts[h.POD], known, findings)
    providers, specialties = _text(raw, h.PROVIDER), _text(raw, h.SPECIALTY)
    return Matched(
        practice=practice,
        locality=np.where(practice >= 0, locality, given),
        locality_given=given,
        point_of_delivery=pods,
        provider=look_up(providers, known.provider),
        specialty=look_up(specialties, known.specialty),
        given={
            h.PRACTICE: _kept(texts[h.PRACTICE]),
            h.PROVIDER: _kept(providers),
            h.SPECIALTY: _kept(specialties),
        },
    )


def look_up(texts, find):
    """What each text means by `find`, which is asked once for each different text."""
    coded = texts.dictionary_encode()
    found = [find(text) for text in coded.dictionary.to_pylist()]
    table = np.array([UNKNOWN if each is None else each for each in found] or [0], dtype=np.int64)
    indices = pc.fill_null(coded.indices, 0).to_numpy()
    return np.where(texts.is_valid().to_numpy(zero_copy_only=False), table[indices], BLANK)


def _text(raw, role):
    return raw.text(role) if role in raw.roles() else pa.nulls(len(raw), pa.string())


def _practice(text, known):
    if known.is_default(text):
        return UNASSIGNED
    for code in (code_of(text), code_of(text.split()[0])):
        if code in known.practice_by_code:
            return known.practice_by_code[code]
    return known.practice_by_name.get(h.plain(text))


def _kept(texts):
    """Codes as they are kept with a row: capitals, no longer than the table allows."""
    return pc.utf8_slice_codeunits(pc.utf8_upper(pc.fill_null(texts, "")), 0, 40)


def _park_practices(texts, practice, findings):
    usable = findings.usable(h.PRACTICE, len(practice))
    findings.park(
        "practice-blank",
        h.PRACTICE,
        (practice == BLANK) & usable,
        lambda n: "Practice code is blank",
        "Name the practice, or declare the row unassigned",
    )
    findings.park(
        "practice-unknown",
        h.PRACTICE,
        (practice == UNKNOWN) & usable,
        lambda n: f"Practice code {shown(texts[n].as_py())} is not in the register",
        "Map it, add the practice, or declare the row unassigned",
    )


def _localities(practice, given, parsed, known, findings):
    """Locality of each row's practice in its month; closed practices are parked."""
    asked = (practice >= 0) & (parsed.months > 0)
    wanted, which = keys.distinct(practice[asked], parsed.years[asked], parsed.months[asked])
    found = [known.locality_of(*map(int, key)) for key in zip(*wanted, strict=True)]
    located = np.array([UNKNOWN if each is None else each for each in found], dtype=np.int64)
    locality = np.full(len(practice), BLANK, dtype=np.int64)
    locality[asked] = located[which]
    _park_closed(practice, locality == UNKNOWN, parsed, known, findings)
    return locality


def _park_closed(practice, closed, parsed, known, findings):
    def say(number):
        row = known.practices[practice[number]]
        month = month_name(int(parsed.years[number]), int(parsed.months[number]))
        return f"{row['name']} ({row['code']}) was closed, or in no locality, in {month}"

    findings.park(
        "practice-closed",
        h.PRACTICE,
        closed,
        say,
        "Map it to the practice that took its patients over, or correct the register",
    )


def _park_localities(texts, practice, given, findings):
    """A row that belongs to no practice has nothing but the file to say where it belongs."""
    unassigned = (practice == UNASSIGNED) & findings.usable(h.LOCALITY, len(practice))
    findings.park(
        "locality-unknown",
        h.LOCALITY,
        unassigned & (given < 0),
        lambda n: _unknown_locality(texts[n].as_py()),
        "Correct the locality in the file, or add it, and send the file in again",
    )


def _unknown_locality(text):
    if text is None:
        return "The row belongs to no practice, and the file does not say to which locality"
    return f"Locality “{shown(text)}” is not known"


def _points_of_delivery(raw, texts, known, findings):
    pods = look_up(texts, lambda text: known.points_of_delivery.get(h.plain(text)))
    blank = pods == BLANK
    if h.POD_NAME in raw.roles() and blank.any():
        named = look_up(raw.text(h.POD_NAME), lambda t: known.points_of_delivery.get(h.plain(t)))
        pods = np.where(blank, named, pods)
    findings.park(
        "point-of-delivery-unknown",
        h.POD,
        (pods < 0) & findings.usable(h.POD, len(pods)),
        lambda n: _unknown_pod(texts[n].as_py()),
        "Say what it means, once, and the row is read again",
    )
    return pods


def _unknown_pod(text):
    if text is None:
        return "The point of delivery is blank"
    return f"Point of delivery “{shown(text)}” is not known"


def warn(raw, matched, known, findings, counted):
    """Say of rows that count what is strange about them."""
    _warn_other_locality(raw, matched, known, findings, counted)
    for role, code, found in (
        (h.PROVIDER, "provider-unknown", matched.provider),
        (h.SPECIALTY, "specialty-unknown", matched.specialty),
    ):
        _warn_unknown(role, code, (found == UNKNOWN) & counted, matched, findings)


def _warn_unknown(role, code, mask, matched, findings):
    texts, name = matched.given[role], h.WORDS[role]
    findings.warn(
        code,
        role,
        mask,
        lambda n: f"The {name} {shown(texts[n].as_py())} is not known. The row counts without it",
        "Add it, and the file is read again",
    )


def _warn_other_locality(raw, matched, known, findings, counted):
    with_practice = counted & (matched.practice >= 0) & (matched.locality_given != BLANK)
    texts = _text(raw, h.LOCALITY)

    def say(number):
        practice = known.practices[matched.practice[number]]["name"]
        own = known.locality_names[int(matched.locality[number])]
        return f"{practice} belongs to {own}, not to {shown(texts[number].as_py())}"

    findings.warn(
        "practice-in-another-locality",
        h.LOCALITY,
        with_practice & (matched.locality_given != matched.locality),
        say,
        ASK_INFORMATION,
    )
