#!/bin/sh
# How fast the composer draws, and what it takes: docs/performance.md. On a machine that does nothing else.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
. "$here/build/needs-sdk.sh"
dotnet build "$here/bench/Visuel.Bench.Composer" --configuration Release --verbosity quiet --nologo >&2
cd "$here/artifacts"
exec dotnet "$here/artifacts/bin/Visuel.Bench.Composer/release/Visuel.Bench.Composer.dll" "$@"
