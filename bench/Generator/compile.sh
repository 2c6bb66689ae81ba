#!/usr/bin/env bash
# Measures the compile time of an app with many routes: as actions, as lambdas of a minimal API (with the request delegate generator),
# and as the same methods without any routes. Each in a new compiler process, as in a first build.
#   bench/Generator/compile.sh [ROUTES...]     processor seconds of csc; the default is 500, 1000 and 2000 routes
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet build -c Release -v q src/Graceful.Runtime >/dev/null
sdk=$(dotnet --list-sdks | tail -1 | sed 's/\([^ ]*\) \[\(.*\)\]/\2\/\1/')
packs=$(dirname "$(dirname "$sdk")")/packs
netcore=$(ls -d "$packs"/Microsoft.NETCore.App.Ref/10.* | tail -1)
aspnet=$(ls -d "$packs"/Microsoft.AspNetCore.App.Ref/10.* | tail -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

{
    echo '/nologo /nowarn:CS8805 /target:exe /nullable:enable /deterministic /langversion:latest'
    for reference in "$netcore"/ref/net10.0/*.dll "$aspnet"/ref/net10.0/*.dll; do echo "/reference:\"$reference\""; done
    echo "/reference:$PWD/src/Graceful.Runtime/bin/Release/net10.0/Graceful.Runtime.dll"
} >"$work/common.rsp"

# shellcheck source=bench/Generator/routes.sh
source bench/Generator/routes.sh

write() { # write KIND ROUTES
    mkdir -p "$work/$1"
    echo 'return 0;' >"$work/$1/Program.cs"
    write_routes "$1" "$2" "$work/$1"
}

compile() { # compile KIND: processor seconds
    local kind=$1 extra=()
    case $kind in
        actions) extra=("/analyzer:$PWD/src/Graceful.Generators/bin/Release/netstandard2.0/Graceful.Generators.dll") ;;
        lambdas) extra=(
            "/analyzer:$aspnet/analyzers/dotnet/cs/Microsoft.AspNetCore.Http.RequestDelegateGenerator.dll"
            "/analyzer:$aspnet/analyzers/dotnet/cs/Microsoft.AspNetCore.App.SourceGenerators.dll"
            '/features:InterceptorsNamespaces=Microsoft.AspNetCore.Http.Generated') ;;
    esac
    local TIMEFORMAT='%U %S'
    { time dotnet "$sdk/Roslyn/bincore/csc.dll" /noconfig "@$work/common.rsp" "${extra[@]}" "/out:$work/$kind.dll" "$work/$kind/*.cs" >"$work/$kind.log" 2>&1 ||
        { cat "$work/$kind.log" >&2; exit 1; }; } 2>&1 | awk '{ printf "%.1f", $1 + $2 }'
}

printf '%8s %10s %10s %10s\n' routes nothing lambdas actions
for routes in ${*:-500 1000 2000}; do
    for kind in nothing lambdas actions; do
        rm -rf "${work:?}/$kind"
        write $kind "$routes"
    done
    printf '%8s %10s %10s %10s\n' "$routes" "$(compile nothing)" "$(compile lambdas)" "$(compile actions)"
done
