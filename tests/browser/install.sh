#!/bin/sh
# Makes sure that there is a Chromium to test with: installs Debian's where that is possible, else says what to do.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  apt-get -q update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends chromium >/dev/null
  exit 0
fi
echo "The browser tests need Chromium. Install it (on Debian: sudo apt-get install chromium) and run this again." >&2
[ -z "${CI:-}" ] || exit 1
echo "Going on without it: the browser tests will be skipped and say so." >&2
