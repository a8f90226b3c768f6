#!/bin/sh
# The tests want a PostgreSQL server, Chromium and libmagic: install what is missing where we may, else say what is skipped.
missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="postgresql"
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
python3 -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("magic"))' || missing="$missing libmagic1"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests: $missing"
    # shellcheck disable=SC2086 # a list of words
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
fi
echo "Not here and not installed: $missing. The tests that need it are skipped; on Debian: apt-get install $missing"
