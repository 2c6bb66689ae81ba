#!/usr/bin/env bash
# What routes cost a native binary: its size, the time to the first answer, and the memory then; as actions and as lambdas of a minimal
# API, both on Kestrel's own transport. Each kind is published with ten routes and with ROUTES more.
#   bench/NativeRoutes/measure.sh [ROUTES [RUNS]]     1000 routes and 15 runs, in alternation; medians
set -euo pipefail
cd "$(dirname "$0")/../.."
routes=${1:-1000} runs=${2:-15}
# Below the repository, whose packages and settings it takes.
work=$PWD/artifacts/bench/native-routes
rm -rf "$work"
mkdir -p "$work"
# shellcheck source=bench/Generator/routes.sh
source bench/Generator/routes.sh

publish() { # publish KIND ROUTES: prints the program
    local kind=$1 count=$2 file folder=$work/$1-$2
    mkdir -p "$folder"
    write_routes "$kind" "$count" "$folder"
    cp bench/NativeRoutes/Program.cs "$folder"
    cp bench/NativeRoutes/App.csproj "$folder/Routes-$kind-$count.csproj" # its name is that of its folder of intermediate files
    {
        echo 'using Graceful; using Microsoft.AspNetCore.Builder;'
        echo 'internal static class Routes { public static void Map(WebApplication app) {'
        if [ "$kind" = actions ]; then
            echo '    app.UseActions();'
        else
            for ((file = 0; file < count / 10; file++)); do echo "    R$file.Map(app);"; done
        fi
        echo '} }'
    } >"$folder/Routes.cs"
    dotnet publish "$folder/Routes-$kind-$count.csproj" -c Release -v q -p:PublishAot=true -p:LibraryTargetFrameworks=net10.0 -o "$folder/out" >"$folder/publish.log" 2>&1 ||
        { cat "$folder/publish.log" >&2; exit 1; }
    echo "$folder/out/App"
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

kinds=(lambdas actions)
for kind in "${kinds[@]}"; do
    for count in 10 $((routes + 10)); do
        publish "$kind" "$count" >/dev/null
    done
done

for ((run = 0; run < runs; run++)); do
    for count in 10 $((routes + 10)); do
        for kind in "${kinds[@]}"; do
            "$work/$kind-$count/out/App" "$(date +%s%N)" >>"$work/$kind-$count/figures"
        done
    done
done

printf '%-8s %7s %14s %22s %12s\n' kind routes 'size (bytes)' 'first answer (ms)' 'PSS (kB)'
for kind in "${kinds[@]}"; do
    for count in 10 $((routes + 10)); do
        folder=$work/$kind-$count
        printf '%-8s %7s %14s %22s %12s\n' "$kind" "$count" "$(stat -c %s "$folder/out/App")" \
            "$(cut -d' ' -f1 "$folder/figures" | median)" "$(cut -d' ' -f2 "$folder/figures" | median)"
    done
done
