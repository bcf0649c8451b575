from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """What is agreed and to be done: decisions, actions, and the mail that reminds of them."""

    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from meetings.decisions import cards
        from meetings.decisions.queries import about_decision
        from meetings.queries import desk, news
        from meetings.queries.about import SECTION
        from pbc.core import changes, registry

        registry.cards.add("My actions", template="meetings/_card.html", read=desk.card)
        registry.cards.add("Decisions", template="decisions/_card.html", read=cards.card)
        registry.sections.add(SECTION, template="", read=about_decision)
        registry.panels.add("Actions", template="meetings/_panel.html", read=desk.panel)
        registry.sections.add(changes.SINCE, template=changes.TEMPLATE, read=news.news)
