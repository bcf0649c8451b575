"""Forms of the sign-in service."""

from django import forms

from pbc.core.forms import form_helper


class UnbindForm(forms.Form):
    """A button: the sign-in service lets its person in no more."""

    helper = form_helper("End the binding")


class EndBindingForm(forms.Form):
    """Why an administrator ends the binding of somebody."""

    helper = form_helper("End the binding")
    why = forms.CharField(
        label="Why",
        max_length=200,
        help_text="It stands in the history of the person",
        error_messages={"required": "Enter the reason"},
    )
