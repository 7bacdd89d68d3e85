#!/bin/bash
# Verifies that the build is reproducible: builds the last commit in two folders and compares the
# bytes of every jar and of every file of the Quarkus applications. The bytecode that Quarkus
# generates is left out: its build steps run in parallel and number proxies in the order of the run.
# Usage: .ci/compare-builds.sh [maven arguments]
set -euo pipefail

repository=$(git rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

built() {
  find . -path '*/target/*' \( -path '*/quarkus-app/*' -o -name '*.jar' \) -type f \
    ! -name generated-bytecode.jar | LC_ALL=C sort
}

for clone in first second-with-a-longer-path; do
  git clone --quiet "$repository" "$work/$clone"
  (cd "$work/$clone" && ./mvnw -B -ntp -q -DskipTests "$@" package)
  (cd "$work/$clone" && built | xargs -d '\n' sha256sum) > "$work/$clone.sums"
done

if ! diff "$work/first.sums" "$work/second-with-a-longer-path.sums"; then
  echo "The builds differ in the files above." >&2
  exit 1
fi
echo "Both builds have the same $(wc -l < "$work/first.sums") files."
