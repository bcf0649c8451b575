from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A notice is its person's alone."""
        return self.filter(person=user)


class Notice(models.Model):
    """That somebody was told of a publication, of its withdrawal or of its return, once each.

    Written by the deed itself, so that nobody is told of what did not happen. `occasion` is the
    last pointer move of the deed: what is undone and done again is told again. Without one, no
    figure moved: a file that somebody sent in was set aside.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    submission = models.ForeignKey("activity.Submission", models.PROTECT, related_name="notices")
    occasion = models.BigIntegerField(null=True)
    sentence = models.TextField()
    told_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recorded_at"], name="notices_by_moment"),
            models.Index(fields=["person", "id"], name="notices_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "occasion"], name="a_person_is_told_of_an_occasion_once"
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(occasion=None),
                name="that_a_file_was_set_aside_is_told_once",
            ),
        ]

    def __str__(self):
        return self.sentence
