#!/usr/bin/env bash
# Makes the environment in .venv from requirements.lock, unless it is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=.venv
installed=$environment/installed.lock

say() { printf '%s\n' "$*" >&2; }

find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say "Python 3.11 or newer is needed and was not found. On Debian: apt-get install python3 python3-venv"
    return 1
}

if cmp -s requirements.lock "$installed"; then
    exit 0
fi

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "$python has no venv module. On Debian: apt-get install python3-venv"
    exit 1
fi

say "Making the environment in $environment with $("$python" --version)"
if [ -e "$environment" ] && ! "$environment/bin/python" -c '' 2>/dev/null; then
    "$python" -m venv --clear "$environment" # Its Python has gone, for instance by an upgrade of the system.
else
    "$python" -m venv "$environment"
fi

# The lock names every package with its hashes, so there is nothing to resolve. Only what the server imports is compiled
# (below): compiling every module of every package would take longer than all the rest.
total=$(grep -c '^[a-z0-9]' requirements.lock)
"$environment/bin/python" -m pip install --disable-pip-version-check --no-input --no-compile --no-deps --require-hashes \
    --progress-bar off -r requirements.lock |
    awk -v total="$total" '
        /^(Collecting|Processing|Ignoring) / {
            name = $2
            gsub(/.*\/|[=:-][=0-9].*|:$/, "", name)
            printf "  %3d of %d  %s\n", ++count, total, name
            fflush()
        }
        /^Installing / { print "  unpacking them"; fflush() }
    '
cp requirements.lock "$installed"

say "Compiling what the server imports, and the loops of the matching engine"
rm -rf matching/__pycache__/loops-*
env -u PYTHONDONTWRITEBYTECODE "$environment/bin/python" -c "import server.__main__, matching; matching.make_ready()" ||
    say "The server cannot be imported, so nothing was compiled."
