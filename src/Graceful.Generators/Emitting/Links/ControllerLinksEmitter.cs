using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the links of a controller: an empty struct that <c>Links</c> has a property of.</summary>
internal static class ControllerLinksEmitter
{
    public static string Emit(NamedLinks named)
    {
        var code = GeneratedFile.Begin();
        return code.Write($$"""
            namespace {{named.Namespace}}
            {
                /// <summary>Links to the actions of {{named.Links.Controller.Replace('+', '.')}}.</summary>
                {{(named.IsPublic ? code.PublicAttributes : code.Attributes)}}
                {{(named.IsPublic ? "public" : "internal")}} readonly struct {{named.Class}}
                {
                    {{() => WriteLinks(code, named.Links)}}
                }
            }
            """).ToString();
    }

    private static void WriteLinks(CodeWriter code, ControllerLinks links)
    {
        foreach (var link in links.Links)
        {
            code.Write($"""
                /// <summary><c>{Documentation(link.Route.Title)}</c></summary>
                {() => WriteParameters(code, link)}
                /// <returns>The path from the root of the app, and the query, encoded.</returns>
                {() => LinkEmitter.Write(code, link)}

                """);
        }
    }

    private static void WriteParameters(CodeWriter code, LinkModel link)
    {
        foreach (var argument in link.Arguments)
        {
            code.Line($"/// <param name=\"{argument.Local.TrimStart('@')}\">{Documentation(Describe(argument))}</param>");
        }
    }

    private static string Describe(LinkArgument argument) => argument.Place switch
    {
        LinkPlace.Route => $"The value of {{{argument.Name}}}.",
        LinkPlace.Query => $"The value of '{argument.Name}' in the query.",
        _ => $"The values of '{argument.Name}' in the query.",
    };
}
