#!/usr/bin/env bash
# Prints which share of each parser's lines the collector's tests and the fuzzer run: eng/parser-coverage.sh [SECONDS of fuzzing, 60]
set -euo pipefail
cd "$(dirname "$0")/.."
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
TRACING_FUZZ_SECONDS=${1:-60} dotnet test tests/Collector.Tests/Collector.Tests.csproj --nologo --collect 'XPlat Code Coverage' --results-directory "$results" \
    --filter 'FullyQualifiedName~FuzzTests|FullyQualifiedName~Configs' >"$results/log" || { cat "$results/log"; exit 1; }
python3 - "$results"/*/coverage.cobertura.xml <<'PYTHON'
import sys, xml.etree.ElementTree as xml

lines = {}
for file in xml.parse(sys.argv[1]).iter("class"):
    name = file.get("filename").replace("\\", "/")
    name = name[name.rfind("collector/") + len("collector/"):] if "collector/" in name else name
    if name.startswith(("Otlp/", "Configuration/")):
        for line in file.iter("line"):
            number = int(line.get("number"))
            lines.setdefault(name, {})[number] = lines.get(name, {}).get(number, False) or int(line.get("hits")) > 0
for name, hits in sorted(lines.items()):
    print(f"{sum(hits.values()) / len(hits):6.1%}  {sum(hits.values()):4} of {len(hits):4}  {name}")
total = [hit for hits in lines.values() for hit in hits.values()]
print(f"{sum(total) / len(total):6.1%}  {sum(total):4} of {len(total):4}  all")
PYTHON
