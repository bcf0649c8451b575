# Sourced by a script that needs a PostgreSQL of Debian's to itself: runs it again inside of one, made
# by pg_virtualenv, and thrown away at its end. Only one fits a machine.
if [ -z "${INSIDE_PG_VIRTUALENV:-}" ]; then
    # A run that was killed leaves its cluster behind, and pg_virtualenv refuses to overwrite it;
    # one that still goes on is waited for.
    for _ in $(seq 240); do
        pgrep -f pg_virtualenv >/dev/null || break
        sleep 5
    done
    if pgrep -f pg_virtualenv >/dev/null; then
        echo "Another run on the system's PostgreSQL still goes on." >&2
        exit 1
    fi
    pg_lsclusters -h | while read -r version name _; do
        [ "$name" != regress ] || pg_dropcluster --stop "$version" regress
    done
    # One that was killed while it put its cluster away has left what pg_lsclusters does not list.
    for left in /etc/postgresql/*/regress/.by_pg_virtualenv; do
        [ ! -e "$left" ] || rm -r "${left%/*}"
    done
    INSIDE_PG_VIRTUALENV=1 exec pg_virtualenv bash "$0" "$@"
fi
