#!/usr/bin/env bash
# One part of what .ci/run does side by side: `part.sh NAME`. What it prints is kept in
# var/parts/NAME.txt, and beside it how it ended. HAND says which of the two runs it: each has
# servers and a test database of its own, so that nothing is shared but the checkout.
set -uo pipefail
cd "$(dirname "$0")/.."

name=$1 kept=var/parts
export PBC_TEST_VAR=$PWD/var/hand-${HAND:-0}
APART=(tests/browser tests/activity tests/meetings tests/core tests/budgets)

tests() { make test ARGS="-p no:cacheprovider $*"; }

part() {
    case $name in
        browser | activity | meetings) tests "tests/$name" ;;
        pages) tests tests/test_*.py ;;
        core) tests tests/core tests/budgets ;;
        # Whatever is in no other part, so that a new folder of tests is left out by nobody.
        rest) tests tests "${APART[@]/#/--ignore=}" --ignore-glob="$PWD/tests/test_*.py" ;;
        # One after the other: each has the system's PostgreSQL to itself.
        second-engine)
            local engine=0
            bash scripts/second-engine.sh || engine=$?
            bash scripts/production.sh && return "$engine"
            ;;
        # One loss, which waits for nothing: about a minute.
        restores) PBC_RESTORES=1 tests -s tests/restores ;;
        county) .venv/bin/python ../shared/checks/county.py ../shared/data/county \
            -- .venv/bin/python manage.py ;;
        *) echo "There is no part called $name" >&2 && return 2 ;;
    esac
}

mkdir -p "$kept"
part >"$kept/$name.txt" 2>&1
status=$?
echo "$status" >"$kept/$name.status"
[ "$status" = 0 ] && said="well" || said="NOT well: $status"
printf '%s ended %s, %d s after it began\n' "$name" "$said" "$SECONDS"
exit "$status"
