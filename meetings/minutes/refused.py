"""The one way in which minutes are turned away whole."""

COPY_IT = "Open it, copy its text, and paste that; or save it as a Word document (.docx)"


class Refused(Exception):
    """The minutes cannot be read, or must not be. The text is a sentence fit to show."""
