#!/usr/bin/env bash
# Installs the tools that the tests need besides .NET and Node: a browser, PostgreSQL, a mail server, a malware scanner and a translation engine.
set -euo pipefail

wanted=()
[ -x /usr/bin/chromium-headless-shell ] || wanted+=(chromium-headless-shell)
[ -x /usr/lib/postgresql/15/bin/postgres ] || wanted+=(postgresql)
[ -x /usr/sbin/clamd ] || wanted+=(clamav-daemon)
python3 -c 'import aiosmtpd' 2>/dev/null || /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || wanted+=(python3-aiosmtpd)
[ -x /usr/bin/apertium ] || wanted+=(apertium)
[ -x /usr/bin/apertium-apy ] || wanted+=(apertium-apy)
# The name of a package of a pair of languages, and of one of its directions.
for pair in eng-spa:eng-spa spa-ita:spa-ita fr-es:fr-es es-pt:es-pt es-ro:ro-es swe-dan:swe-dan hbs-slv:hbs-slv hbs-eng:hbs-eng; do
  [ -e "/usr/share/apertium/modes/${pair#*:}.mode" ] || wanted+=("apertium-${pair%:*}")
done

[ ${#wanted[@]} -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null; then
  echo "The tests use ${wanted[*]}, but this machine has no apt-get: tests that need them are skipped."
  exit 0
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "The tests use ${wanted[*]}, and only root can install them: run apt-get install ${wanted[*]}."; exit 0; }
  sudo="sudo"
fi
echo "Installing the test tools with apt: ${wanted[*]}"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
