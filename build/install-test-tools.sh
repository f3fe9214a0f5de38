#!/usr/bin/env bash
# Installs what the tests need beyond .NET and Node: a browser, PostgreSQL, a mail server, a malware scanner.
set -euo pipefail

wanted=()
[ -x /usr/bin/chromium-headless-shell ] || wanted+=(chromium-headless-shell)
[ -x /usr/lib/postgresql/15/bin/postgres ] || wanted+=(postgresql)
[ -x /usr/sbin/clamd ] || wanted+=(clamav-daemon)
python3 -c 'import aiosmtpd' 2>/dev/null || /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || wanted+=(python3-aiosmtpd)

[ ${#wanted[@]} -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null; then
  echo "The tests use ${wanted[*]}; this machine has no apt-get, so tests that need them are reported as skipped."
  exit 0
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "The tests use ${wanted[*]}; installing them needs root: run apt-get install ${wanted[*]}."; exit 0; }
  sudo="sudo"
fi
echo "Installing with apt, for the tests: ${wanted[*]}"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
