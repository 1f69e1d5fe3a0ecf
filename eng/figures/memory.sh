#!/bin/bash
# The memory of the whole system after a number of orders: PSS, which counts what processes share once, of the AppHost and all
# its descendants, the Dashboard and the watchdog among them. "dotnet run" around it is not counted.
#
#   eng/figures/memory.sh [--runs 3] [--orders 1000] [--port-offset 20000]
#
# Build first. Each run starts with an empty data folder, places the orders 50 at a time through the gateway, asks until each
# is paid or rejected (120 s at most), and measures then.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=3 orders=1000
while (($# > 0)); do
  case $1 in
    --orders) whole "$1" "${2:-}" 1 100000; orders=$2 ;;
    *) common_argument "$@" ;;
  esac
  shift 2
done

place() {
  printf '%s' '{"customerId":"ada","items":[{"productId":"p-0001","quantity":1}],"card":{"number":"4242424242424242","holder":"Ada Lovelace"}}' >"$work/order.json"
  timeout 300 curl -sS --parallel --parallel-max 50 -H 'Content-Type: application/json' -d "@$work/order.json" \
    "$gateway/orders?n=[1-$orders]" >"$work/placed" 2>"$work/errors" || fail "orders could not be placed: $(head -n 1 "$work/errors")"
  grep -o '"orderId":"[0-9a-f]*"' "$work/placed" | cut -d'"' -f4 >"$work/pending"
  local accepted
  accepted=$(wc -l <"$work/pending")
  [ "$accepted" -eq "$orders" ] || fail "$accepted of $orders orders were accepted"
}

settle() {
  local deadline=$((SECONDS + 120))
  while [ -s "$work/pending" ]; do
    ((SECONDS < deadline)) || fail "$(wc -l <"$work/pending") orders are still pending after 120 s"
    sed "s|.*|url = \"$gateway/orders/&\"|" "$work/pending" >"$work/urls"
    timeout 120 curl -sS --parallel --parallel-max 10 -K "$work/urls" 2>/dev/null |
      grep -oE '"orderId":"[0-9a-f]*","status":"(paid|rejected)"' | cut -d'"' -f4 | sort >"$work/settled" || true
    sort "$work/pending" | comm -23 - "$work/settled" >"$work/left"
    mv "$work/left" "$work/pending"
    sleep 0.2
  done
}

# measure: lines of "RESOURCE MiB"; what endpoints.json does not name belongs to the resource that started it
measure() {
  local names process
  names=$(endpoints 'Object.entries(all).filter(([, each]) => each.pid).map(([name, each]) => `${each.pid} ${name}`)')
  for process in $(processes "$apphost"); do
    awk -v id="$process" '/^Pss:/ { pss = $2 } END { if (pss) print id, pss }' "/proc/$process/smaps_rollup" 2>/dev/null || continue
    echo "$process parent $(sed 's/.*) //' "/proc/$process/stat" 2>/dev/null | cut -d' ' -f2)"
  done | awk -v names="$names" '
    BEGIN { n = split(names, line, "\n"); for (i = 1; i <= n; i++) { split(line[i], part, " "); name[part[1]] = part[2] } }
    $2 == "parent" { parent[$1] = $3; next }
    { pss[$1] = $2 }
    END {
      for (p in pss) { for (q = p; !(q in name); q = parent[q]); who = name[q]; if (who == "apphost" && q != p) who = "watchdog"; sum[who] += pss[p] }
      for (who in sum) printf "%s %.1f\n", who, sum[who] / 1024 }' | sort
}

heading
for ((run = 1; run <= runs; run++)); do
  rm -rf "$data"
  start_host
  gateway=$(endpoints 'all.gateway.urls[0]')
  place
  settle
  measure >"$work/run-$run"
  stop_host
done

printf '%-20s' 'PSS, MiB'
for ((run = 1; run <= runs; run++)); do printf ' %8s' "run $run"; done
echo
for name in $(cut -d' ' -f1 "$work"/run-* | sort -u); do
  printf '%-20s' "$name"
  for ((run = 1; run <= runs; run++)); do printf ' %8s' "$(awk -v name="$name" '$1 == name { print $2 }' "$work/run-$run")"; done
  echo
done
printf '%-20s' total
for ((run = 1; run <= runs; run++)); do
  total=$(awk '{ sum += $2 } END { printf "%.1f", sum }' "$work/run-$run")
  printf ' %8s' "$total"
  echo "$total" >>"$work/totals"
done
printf '\n\n'
spread "total after $orders orders" MiB <"$work/totals"
