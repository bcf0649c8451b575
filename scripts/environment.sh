#!/bin/sh
# Make .venv and install one list of requirements into it: with uv where it is, else with pip.
set -eu
list=$1

python=
for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed, and none was found. Install it, or set PYTHON." >&2
    exit 1
fi

# A copied or moved folder leaves a .venv that no longer starts, or that belongs to another place.
if [ -e .venv ] && [ "$(.venv/bin/python -c 'import sys; print(sys.prefix)' 2>/dev/null)" != "$PWD/.venv" ]; then
    rm -rf .venv
fi

echo "Installing the packages of $list ..."
if command -v uv >/dev/null; then
    [ -e .venv ] || uv venv -q --python "$python" .venv
    if uv pip install -q --python .venv/bin/python --require-hashes -r "$list"; then
        exit 0
    fi
    echo "uv could not install them; trying pip." >&2
fi
if [ ! -e .venv/bin/pip ]; then
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        echo "$python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2
        exit 1
    fi
fi
.venv/bin/python -m pip install -qq --no-compile --disable-pip-version-check --require-hashes -r "$list"
