"""Writes docs/sbom.json, the bill of materials: `make sbom`. test_sbom.py looks after it.

What the application runs on: packages from PyPI as `requirements.txt` pins them and what is copied
from npm as `package-lock.json` does, each with its version, sums and licence. No moment and no
number by chance stands in it, so that it changes with the packages alone.
"""

import base64
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BILL = ROOT / "docs/sbom.json"
TOOL = (sys.executable, "-m", "cyclonedx_py")
HOW = ("--output-reproducible", "--spec-version", "1.6", "--output-format", "JSON")


def bill():
    """The whole bill, in the order of the packages' names."""
    made = made_by_the_tool("requirements", str(ROOT / "requirements.txt"))
    licences = of_this_machine()
    parts = [python_package(one, licences) for one in made["components"]]
    parts += npm_packages()
    return {
        "$schema": made["$schema"],
        "bomFormat": made["bomFormat"],
        "specVersion": made["specVersion"],
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "pbc", "name": "pbc"}},
        "components": sorted(parts, key=lambda one: one["purl"]),
    }


def made_by_the_tool(*words):
    done = subprocess.run([*TOOL, *words, *HOW], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def of_this_machine():
    """{purl: licences}, as packages say of themselves; a list of requirements has none. Packages
    for other machines only, as of Windows, are not here and have none in the bill."""
    here = made_by_the_tool("environment", sys.executable)["components"]
    return {one["purl"]: one["licenses"] for one in here if "licenses" in one}


def python_package(one, licences):
    sums = [each for reference in one["externalReferences"] for each in reference["hashes"]]
    part = component(one["name"], one["version"], one["purl"], sums)
    if one["purl"] in licences:
        part["licenses"] = licences[one["purl"]]
    return part


def npm_packages():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, one in packages.items():
        if not path:
            continue
        name = path.removeprefix("node_modules/")
        kind, _, digest = one["integrity"].partition("-")
        summed = {"alg": kind.upper().replace("SHA", "SHA-")}
        summed["content"] = base64.b64decode(digest).hex()
        purl = f"pkg:npm/{name.replace('@', '%40')}@{one['version']}"
        part = component(name, one["version"], purl, [summed])
        yield part | {"licenses": [{"license": {"id": one["license"]}}]}


def component(name, version, purl, sums):
    """A package. Its sums are those of the files in which it comes, one a kind of machine."""
    origin = (
        "https://registry.npmjs.org/" if purl.startswith("pkg:npm") else "https://pypi.org/simple/"
    )
    came = {"type": "distribution", "url": f"{origin}{name}/"}
    came["hashes"] = sorted(sums, key=lambda one: one["content"])
    about = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return about | {"externalReferences": [came]}


def text():
    return json.dumps(bill(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    BILL.write_text(text(), encoding="utf-8")
