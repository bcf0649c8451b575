"""Several columns of whole numbers as one, so that rows are compared and found in one go."""

import numpy as np

ROOM = 2**62


def packed(*columns):
    """One number for each different combination; equal rows have equal numbers."""
    key, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        lowest = int(column.min(initial=0))
        span = int(column.max(initial=0)) - lowest + 1
        if size * span >= ROOM:
            key = np.unique(key, return_inverse=True)[1]
            size = int(key.max(initial=0)) + 1
        key = key * span + (column.astype(np.int64) - lowest)
        size *= span
    return key


def distinct(*columns):
    """Each different combination once, as columns, and for every row which of them it is."""
    _, first, inverse = np.unique(packed(*columns), return_index=True, return_inverse=True)
    return [column[first] for column in columns], inverse
