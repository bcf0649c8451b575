#!/bin/sh
# Make .venv and install one list of requirements into it: with uv where it is, else with pip.
# A command that follows the list is run as soon as the packages are there that it can need, which
# saves its time beside the rest of the packages of pip; should it fail, whatever comes next tells why.
set -eu
list=$1
shift

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

# A list names every package that any of its packages needs, with its hashes: nothing to look up.
options="-q --no-deps --require-hashes"

uv_install() {
    [ ! -s "$1" ] || uv pip install $options --python .venv/bin/python -r "$1"
}

install_with_uv() {
    command -v uv >/dev/null || return 1
    [ -e .venv ] || uv venv -q --python "$python" .venv || return 1
    split && uv_install .venv/first.txt || return 1
    begin "$@" &
    uv_install .venv/rest.txt
}

# The pip of the machine can fill a .venv without one of its own, which saves some seconds.
find_pip() {
    if "$python" -c 'import pip, sys; sys.exit(int(pip.__version__.split(".")[0]) < 23)' 2>/dev/null; then
        [ -e .venv ] || "$python" -m venv --without-pip .venv || return 1
        pip="$python -m pip --python .venv/bin/python"
    else
        [ -e .venv/bin/pip ] || "$python" -m venv --clear .venv || return 1
        pip=".venv/bin/python -m pip"
    fi
}

# Two lists: LATE is half of the work, and not needed to make the tables.
LATE="argon2-cffi argon2-cffi-bindings async-timeout click-didyoumean click-plugins click-repl
cryptography defusedxml et-xmlfile fasteners fastexcel fido2 fonttools fpdf2 gunicorn icalendar
lxml markdown-it-py mdurl numpy openpyxl pandas pillow platformdirs playwright prompt-toolkit
pyarrow pycparser python-docx qrcode redis tzdata valkey wcwidth xlrd xlsxwriter"
split() {
    awk -v late=" $(echo $LATE) " -v first=.venv/first.txt -v rest=.venv/rest.txt '
        BEGIN { printf "" >first; printf "" >rest }
        /^#/ { next }
        /^[^ ]/ { name = $1; sub(/[^a-z0-9-].*/, "", name); into = index(late, " " name " ") ? rest : first }
        { print >into }' "$list"
}

pip_install() {
    [ ! -s "$1" ] || $pip install -q $options --no-compile --disable-pip-version-check --no-input -r "$1"
}

install_with_pip() {
    find_pip && split || return 1
    pip_install .venv/rest.txt &
    pip_install .venv/first.txt && begin "$@"
    first=$?
    wait $! && return $first
}

begin() {
    [ $# = 0 ] || "$@" >/dev/null 2>&1 || true
}

echo "Installing the packages of $list ..."
if ! install_with_uv "$@" && ! install_with_pip "$@"; then
    echo "They could not be installed. On Debian, Python needs the package python3-venv." >&2
    exit 1
fi
