"""Minutes as the command answers them: plain values, each thing with the line it came from."""

from meetings.minutes import days


def as_json(minutes):
    """Everything understood, unknown as None; `line` counts from 1, `source` is what it says."""
    said = minutes.source.said
    return {
        "body": minutes.body,
        "date": minutes.date.isoformat() if minutes.date else None,
        "attended": [_entry(one, minutes) for one in minutes.attended],
        "apologies": [_entry(one, minutes) for one in minutes.apologies],
        "copies_to": [_entry(one, minutes) for one in minutes.copies_to],
        "actions": [_action(one, minutes) for one in minutes.actions],
        "decisions": [
            {
                "text": one.text,
                "status": one.status,
                "about": one.about,
                "to_confirm": one.to_confirm,
                "line": one.line,
                "source": said(one.line),
            }
            for one in minutes.decisions
        ],
        "next_meeting": _next(minutes),
        "other_meetings": [
            {"name": name, **_meeting(one, minutes)} for name, one in minutes.other_meetings
        ],
        "sections": [
            {"heading": one.title, "text": one.text, "line": one.line, "source": said(one.line)}
            for one in minutes.sections
        ],
        "lines": {"body": minutes.body_line, "date": minutes.date_line},
    }


def _entry(one, minutes):
    return {
        "name": one.name,
        "mark": one.mark,
        "role": one.role,
        "affiliation": minutes.affiliations.get(one.mark),
        "line": one.line,
        "source": minutes.source.said(one.line),
    }


def _action(one, minutes):
    due = days.read(one.due_typed, minutes.date) if one.due_typed else None
    return {
        "owner": one.owner,
        "text": one.text,
        "due_typed": one.due_typed,
        "due": due.isoformat() if due else None,
        "line": one.line,
        "source": minutes.source.said(one.line),
    }


NOT_SAID = {"date": None, "from": None, "to": None, "place": None, "line": None}


def _next(minutes):
    """The next meeting, every value None where nothing is said of it."""
    one = minutes.next_meeting
    return NOT_SAID if one is None else _meeting(one, minutes)


def _meeting(one, minutes):
    return {
        "date": one.date.isoformat() if one.date else None,
        "from": f"{one.starts:%H:%M}" if one.starts else None,
        "to": f"{one.ends:%H:%M}" if one.ends else None,
        "place": one.place,
        "date_typed": one.typed,
        "to_be_arranged": one.to_be_arranged,
        "lunch": one.lunch,
        "guests": list(one.guests),
        "line": one.line,
        "source": minutes.source.said(one.line),
    }
