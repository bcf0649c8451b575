"""The one way a file is turned away whole."""


class Refused(Exception):
    """The file cannot be read, or must not be. The text is a sentence fit to show."""
