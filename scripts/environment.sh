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

install_with_uv() {
    command -v uv >/dev/null || return 1
    [ -e .venv ] || uv venv -q --python "$python" .venv || return 1
    uv pip install -q --python .venv/bin/python --require-hashes -r "$list"
}

# The pip of the machine can fill a .venv without one of its own, which saves some seconds.
install_with_pip() {
    if "$python" -c 'import pip, sys; sys.exit(int(pip.__version__.split(".")[0]) < 23)' 2>/dev/null; then
        [ -e .venv ] || "$python" -m venv --without-pip .venv || return 1
        pip="$python -m pip --python .venv/bin/python"
    else
        [ -e .venv/bin/pip ] || "$python" -m venv --clear .venv || return 1
        pip=".venv/bin/python -m pip"
    fi
    $pip install -qq --no-compile --disable-pip-version-check --no-input --require-hashes -r "$list"
}

echo "Installing the packages of $list ..."
if ! install_with_uv && ! install_with_pip; then
    echo "They could not be installed. On Debian, Python needs the package python3-venv." >&2
    exit 1
fi
