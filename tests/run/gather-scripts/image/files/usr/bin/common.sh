#!/bin/bash
# What the scripts share, as must-gather images do.
BASE_COLLECTION_PATH="${BASE_COLLECTION_PATH:-/must-gather}"
log_collection_args=()
[ -n "${MUST_GATHER_SINCE:-}" ] && log_collection_args+=("--since=${MUST_GATHER_SINCE}")
[ -n "${MUST_GATHER_SINCE_TIME:-}" ] && log_collection_args+=("--since-time=${MUST_GATHER_SINCE_TIME}")

mkdir -p "$BASE_COLLECTION_PATH"

version() { printf 'shop/must-gather\n1.2.3.0\n' >"$BASE_COLLECTION_PATH/version"; }
