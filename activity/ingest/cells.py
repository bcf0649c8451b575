"""Addresses of cells as a spreadsheet writes them: column 3 of row 12 is C12."""

NO_VALUE = "\ue000formula without a value"  # what stands for one: no file has that character


def column_letters(number):
    """Letters of a column, counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters):
    """Number of a column, counted from 1: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
