#!/bin/sh
# Make the virtual environment from the lock files. Run by `make`; needs Python 3.11 or newer and, once, a network.
set -eu

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo 'setup: Python 3.11 or newer is needed; install it, or name it: make PYTHON=/path/to/python3' >&2
    exit 1
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "setup: $python has no venv module; on Debian: apt-get install python3-venv" >&2
    exit 1
fi

echo "setup: virtual environment .venv, from the lock files"
"$python" -m venv .venv
# The developers' lock holds them all, pinned alike; where it is left out, each extra has its own.
set --
for lock in requirements*.lock; do
    set -- "$@" -r "$lock"
done
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes "$@"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --config-settings editable_mode=compat --editable .
# Compiled beforehand: a cold start is half as long, also where Python may not write.
.venv/bin/python -m compileall -q credential trust_store issuer verifier
.venv/bin/python -c 'from verifier.capture.symbols import pyzbar_missing as m; n = m(); print("setup:", n) if n else None'
touch .venv/.complete
