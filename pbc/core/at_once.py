"""Several small questions in one statement, for what every desk asks."""

from pbc.core.models import Person


def answers(questions):
    """A set of one row, with the answer to each of these expressions, of which none is of a row."""
    columns = {f"answer_{number}": one for number, one in enumerate(questions)}
    return Person.objects.order_by().values_list(*columns.values())[:1]  # any: whoever asks is one
