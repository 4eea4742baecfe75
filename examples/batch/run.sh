#!/bin/sh
# Usage: run.sh OUT CORPUS…   Charts each corpus into OUT/NAME and checks that it can be reproduced.
set -eu
out=$1
shift
here=$(dirname "$0")
parallax=${PARALLAX:-parallax}
for corpus in "$@"; do
    name=$(basename "$corpus")
    "$parallax" run "$here/config.yaml" --quiet --corpus "$corpus" --out "$out/$name"
    "$parallax" verify --quiet "$out/$name"
done
