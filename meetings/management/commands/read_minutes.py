import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from meetings.minutes import answer, reader, source, words
from meetings.minutes.refused import Refused


class Command(BaseCommand):
    help = "Say what is understood of old minutes (text or .docx). Nothing is saved."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}", returncode=2)
        try:
            found = reader.understood(source.opened(source.bytes_of(file)))
        except Refused as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal
        said = answer.as_json(found)
        self.stdout.write(json.dumps(said) if options["json"] else words.of(said))
