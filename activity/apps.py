from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """Facts: deliveries, submissions, activity lines, unassigned, list sizes."""

    name = "activity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from activity.models import Purge
        from activity.queries import about, checks, news, purges, submissions
        from activity.queries import notices as told
        from activity.services import clearing, notices, purging, years
        from meetings.queries.about import SECTION
        from pbc.core import changes, registry

        registry.cards.add(
            "Files sent in", template="activity/_files_card.html", read=submissions.card
        )
        registry.cards.add(
            "What you were told", template="activity/_notices_card.html", read=told.card
        )
        registry.cards.add(
            "Details of patients",
            template="activity/_purge_card.html",
            read=purges.card,
            of=Purge.objects.waiting,
        )
        registry.on("financial year opened", years.make_room)
        for event in ("submission published", "submission withdrawn", "submission brought back"):
            registry.on(event, notices.tell)
        registry.checks.add(checks.year_to_date)
        registry.checks.add(checks.month_against_the_month_before)
        registry.does(clearing.DROP, clearing.drop_refused, what=submissions.with_bytes)
        registry.does(clearing.CLEAR_UP, clearing.clear_up)
        registry.does(purging.CARRY_OUT, purging.carry_out_purge)
        registry.sections.add(changes.SINCE, template=changes.TEMPLATE, read=news.sources)
        registry.sections.add(SECTION, template="meetings/_raised.html", read=about.line)
