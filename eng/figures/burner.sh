#!/bin/bash
# Whether the harness finds a burner of a tenth of every service's processor time, and calls nothing a failure where there is none.
#
#   eng/figures/burner.sh [--runs 5] [--port-offset 20000]
#
# Build first, with CONFIGURATION=Release. A run is "compare --plant burner --profile ci", seven to eight minutes: head100 against
# itself without a burner (its control), then head100 with one against head100 without. A pair is called a failure where its whole
# interval is over the budget of 5%. The burner's size is what the burning threads used by the kernel's account, over all else that
# their processes used. Fails unless every burner is found and no pair without one is called a failure.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=5 configuration=Release
while (($# > 0)); do
  common_argument "$@"
  shift 2
done

judge='
const { overhead, budgets } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
const percent = value => (100 * value).toFixed(1);
const told = overhead.pairs.map(pair => {
  const { estimate, interval } = pair.differences.find(each => each.measure === "cpu-per-request" && each.service === "all").relative;
  return { text: `${percent(estimate)} [${percent(interval.lower)}, ${percent(interval.upper)}]`, fails: interval.lower > 0.05 };
});
const used = overhead.pairs[1].quads.flatMap(quad => quad.blocks).filter(block => block.arm === "B")
  .flatMap(block => Object.entries(block.services)).filter(([service]) => service !== "collector").map(([, usage]) => usage);
const sum = of => used.map(of).reduce((a, b) => a + b, 0);
const size = sum(usage => usage.burntMicroseconds) / sum(usage => usage.cpuMicroseconds - usage.burntMicroseconds);
const found = budgets[0].verdict === "fail";
console.log([`${percent(size)}%`, told[1].text, found ? "found" : "missed", told[0].text, told[0].fails ? "a failure" : "none"].join("|"));
process.exitCode = found && !told[0].fails ? 0 : 1;
'

heading
row='%-4s %-7s %-20s %-7s %-20s %s\n'
printf "$row" run burner 'with it, %' '' 'without, %' ''
status=0
for ((run = 1; run <= runs; run++)); do
  code=0
  dotnet run --no-build --project "$repository/loadtest" -c "$configuration" -- compare --plant burner --profile ci \
    --seed "$run" --port-offset "$offset" --out "$work/$run" >"$work/run.log" 2>&1 </dev/null || code=$?
  ((code < 3)) || { tail -n 15 "$work/run.log" >&2; fail "the run failed"; }
  told=$(node -e "$judge" "$work/$run/report.json") || status=1
  IFS='|' read -r size with found without called <<<"$told"
  printf "$row" "$run" "$size" "$with" "$found" "$without" "$called"
done
exit "$status"
