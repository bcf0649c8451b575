"""What is in force in a year, through the pointers, and which opening figures may count."""

from activity.models import CountsFor, InForce


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
    of = {"locality__in": book.realm.locality} if book.realm else {}
    moves = InForce.objects.filter(**written, **of, year=book.year).known_on(book.known_on)
    for feed, month, locality, practice, submission in moves.values_list(
        "feed", "month", "locality", "practice", "submission"
    ):
        if (feed, month) not in counts:
            continue
        if practice:
            book.apart[month, locality, practice] = submission
        elif submission:
            book.held[month, locality] = submission
        book.feeds[submission] = feed
    open_(book, counts)
