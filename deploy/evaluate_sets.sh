#!/usr/bin/env bash
# Measures the ranking on every judged set of the evaluation data: as a new community has it, then after learning.
set -uo pipefail
cd "$(dirname "$0")/.."

data=${COMMUNITY_SHARED_DATA:-../shared/data}
if [ ! -d "$data" ]; then
    echo "The evaluation data is absent: set COMMUNITY_SHARED_DATA to the folder that holds it." >&2
    exit 1
fi

mistakes=0

# measure SET JUDGMENTS [OPTION...]
measure() {
    local set=$1 judgments=$2
    shift 2
    printf '\n%s, %s %s\n' "$set" "$judgments" "${*/"$data"\//}"
    .venv/bin/python -m server evaluate --split dev "$@" --needs "$data/$set/needs.tsv" \
        --resources "$data/$set/resources.tsv" --qrels "$data/$set/$judgments" || mistakes=$((mistakes + 1))
}

measure letters_zh qrels.tsv
measure letters_zh qrels.tsv --train "$data/letters_zh" --train-split train
measure policy_zh qrels.tsv
measure policy_zh qrels.tsv --train "$data/policy_zh" --train-split train
measure policy_zh qrels_graded.tsv
measure dc211 qrels.tsv --pool "$data/dc211/pool.tsv"
measure dc211 qrels.tsv --pool "$data/dc211/pool.tsv" --train "$data/dc211" --train-split train
measure nepal qrels.tsv

if [ "$mistakes" -gt 0 ]; then
    echo "$mistakes of these runs did not end well." >&2
    exit 1
fi
