#!/bin/sh
# Look for patterns of misuse with semgrep: by our own rules, once these have found what is planted
# for them, and by each folder or file of rules on this machine that PBC_SEMGREP_RULES names.
# Nothing is fetched, and nothing is told to anybody.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/${PBC_SEMGREP:-var/scan/bin}:$PATH
export PATH SEMGREP_SEND_METRICS=off SEMGREP_ENABLE_VERSION_CHECK=0

semgrep scan --quiet --test --config .semgrep/pbc.yml .semgrep/planted.py
for rules in .semgrep/pbc.yml ${PBC_SEMGREP_RULES:-}; do
    echo "By $rules:"
    semgrep scan --quiet --error --no-git-ignore --config "$rules" "$@"
done
