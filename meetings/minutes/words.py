"""Minutes as the command prints them for a person: each thing with the line it came from."""

LISTS = (("attended", "Attended"), ("apologies", "Apologies"), ("copies_to", "Copies to"))
NOT_FOUND = "none found"


def of(said):
    """The words for what `answer.as_json` holds."""
    lines = [f"Body: {said['body'] or NOT_FOUND}", f"Date: {said['date'] or NOT_FOUND}"]
    for name, title in LISTS:
        lines += _listed(title, [_entry(one) for one in said[name]])
    lines += _listed("Actions", [_action(one) for one in said["actions"]])
    lines += _listed(
        "Decisions", [f"{d['text']} ({d['status']})" + _at(d) for d in said["decisions"]]
    )
    return "\n".join([*lines, f"Next meeting: {_next(said['next_meeting'])}"])


def _listed(title, lines):
    return [f"{title}:", *(f"  {line}" for line in lines)] if lines else [f"{title}: {NOT_FOUND}"]


def _at(one):
    return f", line {one['line']}"


def _entry(one):
    mark = f" {one['mark']}" if one["mark"] else ""
    role = f" ({one['role']})" if one["role"] else ""
    return f"{one['name']}{mark}{role}{_at(one)}"


def _action(one):
    due = f" “{one['due_typed']}”" if one["due_typed"] else ""
    day = f": {one['due']}" if one["due"] else ""
    return f"{one['owner'] or 'no owner found'}: {one['text']}{due}{day}{_at(one)}"


def _next(one):
    if one["line"] is None:
        return NOT_FOUND
    day = one["date"] or (f"“{one['date_typed']}”" if one["date_typed"] else None)
    times = " to ".join(filter(None, (one["from"], one["to"])))
    said = [day, times, one["place"], one["lunch"], *one["guests"]]
    return "; ".join(filter(None, said)) + _at(one)
