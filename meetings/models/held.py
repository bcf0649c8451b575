"""Rows that are of one organisation: a commissioner, a locality, a group or a practice."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from pbc.core import access

# The kinds of organisation that a row can be of, as their fields are called here.
HOLDERS = ("commissioner", "locality", "group", "practice")


def only(holder):
    """Of one organisation of that kind, and of no other."""
    return Q(**{f"{name}__isnull": name != holder for name in HOLDERS})


ONE_HOLDER = reduce(or_, map(only, HOLDERS))


class Held(models.Model):
    """Of one organisation, as an action is."""

    commissioner = models.ForeignKey("core.Commissioner", models.PROTECT, null=True)
    locality = models.ForeignKey("core.Locality", models.PROTECT, null=True)
    group = models.ForeignKey("core.Group", models.PROTECT, null=True)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True)

    class Meta:
        abstract = True

    @property
    def organisation(self):
        """The organisation whose it is."""
        return self.practice or self.group or self.locality or self.commissioner


def of_one_organisation(name):
    """Check: of one organisation, and of no other."""
    return models.CheckConstraint(condition=ONE_HOLDER, name=name)


def one_of(person, name):
    """Somebody is a person of the site or a name, and not both."""
    return (Q(**{f"{person}__isnull": False}) & Q(**{name: ""})) | (
        Q(**{person: None}) & ~Q(**{name: ""})
    )


def reached(reach, prefix=""):
    """What is of an organisation where a permission reaches; kinds in which it reaches none are
    not asked for."""
    within = {
        "practice": reach.practices,
        "group": reach.groups,
        "locality": reach.localities,
        "commissioner": reach.commissioners,
    }
    some = {kind: ids for kind, ids in within.items() if ids} or {"practice": ()}
    return reduce(or_, (Q(**{f"{prefix}{kind}__among": ids}) for kind, ids in some.items()))


def of_own_groups(user, to):
    """What is of the group of a practice for which an appointment gives this permission."""
    return Q(group__in=access.own_groups(user, to))


def holders(prefix=""):
    """The fields that name the organisation, to be read with the row."""
    return [f"{prefix}{kind}" for kind in HOLDERS]
