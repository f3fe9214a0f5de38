#!/usr/bin/env bash
# Counts what keeps the code readable. It builds and runs nothing.
#   build/structure.sh          counts the working copy
#   build/structure.sh COMMIT   counts another commit, to compare
set -euo pipefail
cd "$(dirname "$0")/.."
folder=.
if [ $# -gt 0 ]; then
  folder=$(mktemp -d)
  trap 'git worktree remove --force "$folder"' EXIT
  git worktree add --quiet --detach "$folder" "$1"
fi
cd "$folder"

code() { find src modules -name '*.cs' -not -path '*/obj/*' -not -path '*/bin/*' -not -path '*/Migrations/*' "$@"; }
public='^public ((sealed|static|abstract|partial|readonly) )*(class|record struct|record|struct|interface|enum) '
line() { printf '%-52s %s\n' "$1" "$2"; }

line "Files of code" "$(code | wc -l)"
line "Lines of code" "$(code -print0 | xargs -0 cat | wc -l)"
line "Longest file, lines" "$(code -print0 | xargs -0 wc -l | grep -v ' total$' | sort -rn | head -1 | sed 's/^ *//')"
line "Files over 300 lines" "$(code -print0 | xargs -0 wc -l | grep -v ' total$' | awk '$1 > 300' | wc -l)"
line "Widest line, characters" "$(code -print0 | xargs -0 cat | awk '{ if (length > most) most = length } END { print most }')"
line "Lines over 160 characters" "$(code -print0 | xargs -0 cat | awk 'length > 160' | wc -l)"
line "Files with more than one public type" "$(code -print0 | xargs -0 grep -cE "$public" | awk -F: '$2 > 1' | wc -l)"
line "Types named Desk, Book, Chronicle, Taker or Splitter" "$(code -print0 | xargs -0 grep -hoE '(class|record) \w+(Desk|Book|Chronicle|Taker|Splitter)\b' | sort -u | wc -l)"
line "Constructors with fields that are spelled out" "$(code -print0 | xargs -0 grep -lE '^    private readonly \w+(<.*>)? _\w+;' | wc -l)"
line "Lines of migrations" "$(find src -path '*/Migrations/*.cs' -print0 | xargs -0 cat | wc -l)"
line "Files of the kernel's texts" "$(find src/Imi.Kernel -name '*.yaml' -not -path '*/obj/*' -not -path '*/bin/*' | wc -l)"
