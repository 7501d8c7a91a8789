#!/bin/sh
# Makes sure that there are a Chromium and an nginx to test with, and a font as narrow as most readers have: installs
# Debian's where possible, else says what to do.
set -eu
wanted=""
for name in chromium chromium-browser google-chrome none; do
  if [ "$name" = none ]; then wanted="chromium"; elif command -v "$name" >/dev/null 2>&1; then break; fi
done
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 || wanted="$wanted nginx-light"
if command -v apt-get >/dev/null 2>&1 && [ -z "$(find /usr/share/fonts -name 'LiberationSans-*' 2>/dev/null)" ]; then
  wanted="$wanted fonts-liberation"
fi
[ -n "$wanted" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing for the browser tests: $wanted ..."
  apt-get -q update >/dev/null
  # shellcheck disable=SC2086 - one word a package
  DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $wanted >/dev/null
  exit 0
fi
echo "The browser tests need: $wanted. Install it (on Debian: sudo apt-get install $wanted) and run this again." >&2
[ -z "${CI:-}" ] || exit 1
echo "Going on without it: tests that need it will be skipped and say so." >&2
