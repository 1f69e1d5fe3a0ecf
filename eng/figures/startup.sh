#!/bin/bash
# How long the system takes from "dotnet run --no-build" until every resource is healthy, the databases being there.
#
#   eng/figures/startup.sh [--runs 5] [--port-offset 20000]
#
# Build first. One start before the runs makes the databases and is not counted. "ready in" is the AppHost's own count, from
# the start of its process; "in all" is that and "dotnet run" before it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=5
while (($# > 0)); do
  common_argument "$@"
  shift 2
done

heading
start_host
stop_host
printf '%-6s %12s %12s\n' run 'ready in, s' 'in all, s'
for ((run = 1; run <= runs; run++)); do
  started=$(now)
  start_host
  all=$(seconds "$started" "$(now)")
  printf '%-6s %12s %12s\n' "$run" "$(ready_in)" "$all"
  ready_in >>"$work/ready"
  echo "$all" >>"$work/all"
  stop_host
done
echo
spread 'ready in' s <"$work/ready"
spread 'in all' s <"$work/all"
