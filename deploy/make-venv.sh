#!/bin/sh
# Make .venv with the Python given, or say in one sentence what is missing.
python=$1
if ! command -v "$python" >/dev/null 2>&1; then
    echo "Python is missing: install Python 3.11 or newer (on Debian: apt-get install python3 python3-venv)." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "$("$python" --version) is too old: install Python 3.11 or newer, or run make PYTHON=/path/to/it." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "Python's venv module is missing: install it (on Debian: apt-get install python3-venv)." >&2
    exit 1
fi
if ! mkdir -p .venv 2>/dev/null || [ ! -w .venv ]; then
    echo "The folder $(pwd) cannot be written: clone the repository to one that can." >&2
    exit 1
fi
exec "$python" -m venv .venv
