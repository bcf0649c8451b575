"""What must be true of everything that was read meanwhile, and of what is there at the end."""

import json

# Each row that comes back is something lost or doubled.
WRONG = {
    "a file published twice": """
        SELECT d.sha256 FROM activity_submission s JOIN activity_delivery d ON d.id = s.delivery_id
        WHERE s.state = 'PUBLISHED' GROUP BY 1 HAVING count(*) > 1""",
    "a publication that was not written down once": """
        SELECT s.id FROM activity_submission s LEFT JOIN activity_submissionevent e
        ON e.pgh_obj_id = s.id AND e.state = 'PUBLISHED'
        WHERE s.state = 'PUBLISHED' GROUP BY 1 HAVING count(e.pgh_id) <> 1""",
    "a month that moved twice, or not at all": """
        SELECT s.id FROM activity_submission s
        JOIN activity_coveredslice c ON c.submission_id = s.id
        LEFT JOIN activity_inforce m ON m.cause_id = s.id AND m.submission_id = s.id
        AND (m.year, m.month, m.locality_id) = (c.year, c.month, c.locality_id)
        WHERE s.state = 'PUBLISHED' GROUP BY s.id, c.id HAVING count(m.id) <> 1""",
    "lines that are not those of their file": """
        SELECT s.id FROM activity_submission s LEFT JOIN activity_activityline l
        ON l.submission_id = s.id AND l.first_month <> 0 WHERE s.state = 'PUBLISHED'
        GROUP BY s.id
        HAVING count(l.id) <> s.rows_staged OR sum(l.actual_cost) <> s.money_staged""",
    "somebody told twice": """
        SELECT person_id FROM activity_notice GROUP BY person_id, occasion, submission_id
        HAVING count(*) > 1""",
}


def months_of(rows):
    """Rows of the reader, as the plan has them."""
    return {(code, month): (total, nobodys) for code, month, total, nobodys in rows}


def follow(notes, states, rounds):
    """Hold what was read against the states that there were, in order. Returns what is wrong."""
    wrong, at, begun = [], 0, 1
    for note in filter(lambda note: "months" in note, notes):
        seen = months_of(note["months"])
        later = [n for n in range(at, len(states)) if states[n] == seen]
        if not later and seen == {}:
            later, begun = [0], begun + 1
        if not later:
            wrong.append(f"after {note['reads']} reads: {len(seen)} months, never a state")
            continue
        at = later[0]
        whole = note.get("whole")
        if whole and set(whole) != {sum(total for total, _ in seen.values())}:
            wrong.append(f"after {note['reads']} reads: the county {whole} is not its months")
    return wrong if begun <= rounds else [*wrong, f"nothing was there {begun} times"]


def read(path):
    """The notes of the reader, and how many reads and whole positions they were."""
    notes = [json.loads(line) for line in path.read_text().splitlines()]
    return notes, notes[-1]["reads"], notes[-1]["wholes"]
