"""`python -m bench.scale`: five years of one county, and a simulated England in one database.

`years` takes in 60 months of 130 practices, each file by the site's own way in, and asks for pages
of the newest and of the oldest year. `england` takes in one county's year twice, in a database of
its own and in one where other counties are put beside it (`bench.england`), and asks both for the
same pages in the same minutes, so that the ratio counts and the machine does not. All of it can be
had smaller (`--counties 6 --months 3`), and in two parts: `--only load --folder DIR`, then `--only
visit --folder DIR` on a quiet machine.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import pages, report
from bench.scale_load import load_alone, load_england, load_years
from bench.scale_visit import visit
from bench.scale_words import england_in_words, years_in_words


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("what", choices=("years", "england"))
    asked.add_argument("--years", type=int, default=5)
    asked.add_argument("--counties", type=int, default=60)
    asked.add_argument("--months", type=int, default=12)
    asked.add_argument("--visits", type=int, default=40)
    asked.add_argument("--folder", type=Path, help="where the databases lie, and stay")
    asked.add_argument("--only", choices=("load", "visit"))
    asked.add_argument("--part", help=argparse.SUPPRESS)  # what a process of ours is to do
    asked = asked.parse_args()
    if asked.part:
        return _part(asked)
    with tempfile.TemporaryDirectory(prefix="pbc-scale-") as made:
        folder = asked.folder or Path(made)
        sites = ["years"] if asked.what == "years" else ["alone", "england"]
        if asked.only != "visit":
            for site in sites:
                _in_a_process(folder, site, "load")
        if asked.only == "load":
            return None
        found = [_in_a_process(folder, site, "visit") for site in sites]
    write = {"years": years_in_words, "england": england_in_words}[asked.what]
    title, text = write(asked, *found)
    report.put(title, text)
    sys.stdout.write(text)
    return None


def _in_a_process(folder, site, part):
    """Do a part of the work in a process of its own, as a process knows one database."""
    env = {
        **os.environ,
        "PBC_VAR": str(folder / site),
        "PBC_MFA_FOR": "none",
        "PBC_TODAY": pages.TODAY,
        "DJANGO_SETTINGS_MODULE": "pbc.settings",
    }
    env.pop("DATABASE_URL", None)
    services = [sys.executable, "manage.py", "services"]
    told = folder / f"{site}.json"
    try:
        subprocess.run([*services, "start"], cwd=pages.ROOT, env=env, check=True)
        command = [sys.executable, "-m", "bench.scale", *sys.argv[1:], "--folder", str(folder)]
        subprocess.run([*command, "--part", f"{part} {site}"], cwd=pages.ROOT, env=env, check=True)
    finally:
        subprocess.run([*services, "stop"], cwd=pages.ROOT, env=env, check=False)
    return json.loads(told.read_text())


def _part(asked):
    import django

    django.setup()
    pages.VISITS = asked.visits
    part, site = asked.part.split()
    told = asked.folder / f"{site}.json"
    before = json.loads(told.read_text()) if told.exists() else {}
    loads = {"years": load_years, "alone": load_alone, "england": load_england}
    made = loads[site](asked) if part == "load" else visit(asked, site)
    told.write_text(json.dumps(before | made))


if __name__ == "__main__":
    main()
