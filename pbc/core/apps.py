from django.apps import AppConfig
from django.db.models.signals import pre_migrate

from pbc.core import prepared


class CoreConfig(AppConfig):
    """The ground: people, organisations, calendar, money, access, registry."""

    name = "pbc.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        self._listen()
        prepared.leave_out_of_the_history()
        from pbc.core import changes, mail, news, registry, way_back
        from pbc.core.bounces import queries as bounces
        from pbc.core.models import Errand
        from pbc.core.pages import errands
        from pbc.core.people import queries as people
        from pbc.core.people.services import accounts
        from pbc.core.seals import exported, work
        from pbc.core.seals import queries as seals

        pre_migrate.connect(way_back.ask, sender=self)
        registry.cards.add(
            "Left undone",
            template="core/_errands_card.html",
            read=errands.left_undone,
            of=Errand.objects.left_undone,
        )
        registry.does(mail.SEND, mail.send, what=mail.about, before=mail.begin)
        registry.sections.add(changes.SINCE, template=changes.TEMPLATE, read=news.sources)
        registry.does(accounts.FORGOTTEN, accounts.send_forgotten)
        registry.cards.add(
            "Mails that came back", template="people/_unreached_card.html", read=bounces.card
        )
        registry.does(work.SEAL, work.seal)
        registry.does(work.CHECK, work.check)
        registry.does(exported.SEND, exported.send)
        registry.cards.add("Seals", template="seals/_card.html", read=seals.card)
        registry.cards.add(
            "Appointments to confirm", template="people/_waiting_card.html", read=people.card
        )

    @staticmethod
    def _listen():
        """Hear of those who sign in, and of those who are not let in."""
        from allauth.account import signals as account
        from allauth.mfa import signals as steps
        from django.contrib.auth import signals

        from pbc.core.sign_ins import noting

        signals.user_logged_in.connect(noting.signed_in)
        signals.user_logged_out.connect(noting.signed_out)
        steps.authentication_failed.connect(noting.wrong_code)
        for chosen in (account.password_changed, account.password_set, account.password_reset):
            chosen.connect(noting.new_password)
        account.password_reset.connect(noting.password_by_link)
