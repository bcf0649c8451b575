"""What the crispy pack in templates/nhsuk needs: which part a field is, and its input's class."""

from django import forms, template

register = template.Library()

KINDS = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {
    "select": "nhsuk-select",
    "textarea": "nhsuk-textarea",
    "file": "nhsuk-file-upload__input",
    "checkbox": "nhsuk-checkboxes__input",
    "password": (
        "nhsuk-input nhsuk-password-input__input "  # a class
        "nhsuk-js-password-input-input"
    ),
}


@register.filter
def kind(field):
    """Name the part of the design system that a bound field is shown as."""
    for widget, name in KINDS:
        if isinstance(field.field.widget, widget):
            return name
    return "input"


@register.filter
def said(field):
    """The errors of a field, with the framework's bare "required" turned into what to do."""
    verb = "Enter" if kind(field) in ("input", "textarea", "password") else "Choose"
    to_do = f"{verb} {field.label[:1].lower()}{field.label[1:]}"
    bare = forms.Field.default_error_messages["required"]
    return [to_do if error == bare else error for error in field.errors]


@register.filter
def to_choose_again(field):
    """The names of the files that came with a form which came back: no page keeps a file."""
    if kind(field) != "file" or not field.form.is_bound or field.errors:
        return []
    return [one.name for one in field.form.files.getlist(field.html_name)]


@register.filter
def widget(field):
    """Print the field's own input, with the classes of the design system and no placeholder."""
    base = CLASSES.get(kind(field), "nhsuk-input")
    error = f"{base.split()[0]}--error" if field.errors and base != CLASSES["checkbox"] else ""
    own = field.field.widget.attrs.get("class", "")
    classes = " ".join(filter(None, (base, own, error)))
    attributes = {"class": classes, "placeholder": False}
    if to_choose_again(field):
        notes = [f"{field.auto_id}_helptext"] if field.help_text else []
        attributes["aria-describedby"] = " ".join([*notes, f"{field.auto_id}_again"])
    return field.as_widget(attrs=attributes)
