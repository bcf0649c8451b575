"""What is in force in a year, through the pointers, and which opening figures may count."""

from activity.models import CountsFor, InForce, ParkedRow


def counting(book, recorded_by=None):
    """Which feeds make the actuals in which months: {(feed, month)}."""
    return {
        (row.feed_id, month)
        for row in CountsFor.objects.known_on(book.known_on, recorded_by).filter(year=book.year)
        for month in range(row.months.lower, row.months.upper)
    }


def open_(book, counts):
    """Find the first month held of each locality, and of each practice that holds any apart,
    where its feed counts in the months before as well: its opening figure may count."""
    first = {locality: month for month, locality in sorted(book.held, reverse=True)}
    book.openings = {
        locality: month
        for locality, month in first.items()
        if _counts_before(book, book.held[month, locality], month, counts)
    }
    book.openings_apart = {}
    for practice, (month, locality) in book.first_apart.items():
        month = min(month, first.get(locality, month))
        submission = book.holder(month, locality, practice)
        if submission and _counts_before(book, submission, month, counts):
            book.openings_apart[practice] = month


def _counts_before(book, submission, month, counts):
    return all((book.feeds[submission], m) in counts for m in range(1, month))


def read_pointers(book, recorded_by, written):
    """What is in force, of the feeds that count in each month, and which openings count."""
    counts = counting(book, recorded_by)
    moves = InForce.objects.filter(**written, year=book.year)
    of = moves.filter(locality__in=book.realm.locality) if book.realm else moves
    book.held, book.apart, book.feeds = _held(of.known_on(book.known_on), counts)
    if book.realm:
        held, apart, _ = _held(_elsewhere(book.realm, moves).known_on(book.known_on), counts)
        book.elsewhere = frozenset({*held.values(), *apart.values()} - {None})
    open_(book, counts)


def _held(moves, counts):
    """What is in force by these moves: of localities, of practices apart, and of which feeds."""
    held, apart, feeds = {}, {}, {}
    for feed, month, locality, practice, submission in moves.values_list(
        "feed", "month", "locality", "practice", "submission"
    ):
        if (feed, month) not in counts:
            continue
        if practice:
            apart[month, locality, practice] = submission
        elif submission:
            held[month, locality] = submission
        feeds[submission] = feed
    return held, apart, feeds


def _elsewhere(realm, moves):
    """Of all moves those of localities outside a realm that a file with parked rows of it moved:
    such a row stands beside the realm for as long as its file is in force anywhere."""
    others = moves.exclude(locality__in=realm.locality)
    files = ParkedRow.objects.filter(realm.holds_row).values("submission")
    return others.filter(locality__in=others.filter(submission__in=files).values("locality"))
