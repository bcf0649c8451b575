from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Plans and positions: the ledger, allocations, control totals, where everybody stands."""

    name = "budgets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from budgets.checks import card as checks_card
        from budgets.checks import services as checks
        from budgets.queries import (
            about,
            card,
            closing,
            consequences,
            for_newsletters,
            news,
            plans_card,
            register_change,
            review,
            uncontacted,
        )
        from budgets.services import stated
        from meetings.newsletters import parts
        from meetings.queries.about import SECTION
        from pbc.core import changes, registry

        registry.cards.add("Our position", template="budgets/_position_card.html", read=card.card)
        registry.cards.add(
            "Budgets to set", template="budgets/_plans_card.html", read=plans_card.card
        )
        registry.cards.add(
            "Checks of the practices", template="checks/_card.html", read=checks_card.card
        )
        registry.cards.add(
            "Over budget and not contacted",
            template="budgets/_uncontacted.html",
            read=uncontacted.card,
        )
        registry.on("submission published", stated.state_positions)
        registry.on("submission published", checks.make_checks)
        registry.on("submission withdrawn", checks.take_back)
        registry.on("submission brought back", checks.bring_back)
        registry.on("financial year closing", closing.refuse)
        registry.checks.add(review.plan_against_the_ledger)
        registry.sections.add(
            "submission consequences",
            template="activity/_publish.html",
            read=consequences.of_publishing,
        )
        registry.sections.add(changes.SINCE, template=changes.TEMPLATE, read=news.sources)
        registry.sections.add(parts.SECTION, template=parts.TEMPLATE, read=for_newsletters.OFFER)
        registry.sections.add(
            "register consequences",
            template="registers/practice_change.html",
            read=register_change.of_register_change,
        )
        registry.sections.add(SECTION, template="meetings/_raised.html", read=about.figure)
