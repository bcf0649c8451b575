from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """Facts: deliveries, submissions, activity lines, unassigned, list sizes."""

    name = "activity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from activity.queries import checks, submissions
        from activity.services import years
        from pbc.core import registry

        registry.cards.add(
            "Files sent in", template="activity/_files_card.html", read=submissions.card
        )
        registry.on("financial year opened", years.make_room)
        registry.checks.add(checks.year_to_date)
