#!/usr/bin/env bash
# Writes the controllers of the two tables (github.txt, static.txt): one action for each line, "METHOD path" with ":name" parameters.
set -euo pipefail
cd "$(dirname "$0")"

write() { # write CLASS TABLE
    echo "namespace Routing.Bench.Tables;"
    echo
    echo "/// <summary>The routes of $2, one action for each. Written by write-controllers.sh.</summary>"
    echo "[Controller(\"/\")]"
    echo "public static class $1"
    echo "{"
    awk '{
        path = $2
        gsub(/:[a-z_]+/, "{&}", path)
        gsub(/\{:/, "{", path)
        verb = toupper(substr($1, 1, 1)) tolower(substr($1, 2))
        printf "    [%s(\"%s\")]\n    public static void R%03d()\n    {\n    }\n", verb, path, NR - 1
        if (NR != count) print ""
    }' count="$(wc -l <"$2")" "$2"
    echo "}"
}

mkdir -p Tables/GitHub Tables/Static
write GitHubController github.txt >Tables/GitHub/GitHubController.cs
write StaticController static.txt >Tables/Static/StaticController.cs
