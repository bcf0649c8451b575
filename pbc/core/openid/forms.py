"""Forms of the sign-in service."""

from django import forms

from pbc.core.forms import form_helper, reason


class UnbindForm(forms.Form):
    """A button: the sign-in service lets its person in no more."""

    helper = form_helper("End the binding")


class EndBindingForm(forms.Form):
    """Why an administrator ends the binding of somebody."""

    helper = form_helper("End the binding")
    why = reason("Why")
