# The routes of compile.sh and of bench/NativeRoutes: ten in each file, five forms of templates.
# shellcheck shell=bash
templates=('list%d' '{id:int}/part%d' '{owner}/{name}/action%d' '{id:guid}/of/{page:int=1}/%d' 'files%d/{**path}')
parameters=('' 'int id' 'string owner, string name' 'System.Guid id, int page' 'string path')

write_routes() { # write_routes KIND ROUTES FOLDER: KIND is actions, lambdas, or nothing for methods without routes
    local kind=$1 count=$2 folder=$3 file i template verb
    for ((file = 0; file < count / 10; file++)); do
        {
            case $kind in
                actions) echo "using Graceful; [Controller(\"api/v$((file % 7))/resource$file\")] public static class R${file}Controller {" ;;
                lambdas)
                    echo 'using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Routing;'
                    echo "public static class R$file { public static void Map(IEndpointRouteBuilder app) {"
                    ;;
                *) echo "public static class R$file {" ;;
            esac
            for ((i = 0; i < 10; i++)); do
                # shellcheck disable=SC2059
                template=$(printf "${templates[i % 5]}" "$i")
                verb=$([ $((i % 2)) -eq 0 ] && echo Get || echo Post)
                case $kind in
                    actions) echo "    [$verb(\"$template\")] public static string A$i(${parameters[i % 5]}) => \"\";" ;;
                    lambdas) echo "    app.Map$verb(\"api/v$((file % 7))/resource$file/$template\", (${parameters[i % 5]}) => \"\");" ;;
                    *) echo "    public static string A$i(${parameters[i % 5]}) => \"\";" ;;
                esac
            done
            [ "$kind" = lambdas ] && echo '} }' || echo '}'
        } >"$folder/R$file.cs"
    done
}
