from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Who meets, what is decided and to be done, and the mail that reminds of it."""

    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from meetings.by_mail import links
        from meetings.companies import queries as companies
        from meetings.decisions import cards, concerning
        from meetings.decisions.queries import about_decision
        from meetings.diary.queries import desk as diary
        from meetings.events import queries as events
        from meetings.newsletters import card as newsletters
        from meetings.newsletters import own_parts, parts, spreading
        from meetings.newsletters.services.newsletters import SPREAD
        from meetings.queries import desk, news
        from meetings.queries.about import SECTION
        from meetings.support import queries as support
        from pbc.core import changes, one_use, registry

        registry.cards.add("My actions", template="meetings/_card.html", read=desk.card)
        registry.cards.add("Decisions", template="decisions/_card.html", read=cards.card)
        registry.sections.add(SECTION, template="", read=about_decision)
        registry.sections.add(SECTION, template="", read=support.about_contact)
        registry.cards.add("Meetings", template="diary/_card.html", read=diary.card)
        registry.cards.add("Newsletters", template="newsletters/_card.html", read=newsletters.card)
        for offer in (own_parts.ACTIONS, own_parts.DECISIONS):
            registry.sections.add(parts.SECTION, template=parts.TEMPLATE, read=offer)
        registry.on(one_use.BEGUN, links.give)
        registry.does(SPREAD, spreading.spread, what=spreading.about)
        registry.panels.add("Companies", template="companies/_panel.html", read=companies.panel)
        registry.panels.add("Meetings", template="diary/_panel.html", read=diary.panel)
        registry.panels.add("Actions", template="meetings/_panel.html", read=desk.panel)
        registry.panels.add("Support log", template="support/_panel.html", read=support.panel)
        registry.panels.add("Events", template="events/_panel.html", read=events.panel)
        registry.panels.add(
            "Decisions of its group", template="decisions/_panel.html", read=concerning.panel
        )
        registry.sections.add(changes.SINCE, template=changes.TEMPLATE, read=news.sources)
