using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the links of a controller: an empty struct that <c>Links</c> has a property of.</summary>
internal static class ControllerLinksEmitter
{
    public static string Emit(NamedLinks named)
    {
        var code = GeneratedFile.Begin();
        using (code.Block($"namespace {named.Namespace}"))
        {
            code.Line($"/// <summary>Links to the actions of {named.Links.Controller.Replace('+', '.')}.</summary>");
            if (named.IsPublic)
            {
                code.PublicAttributes();
            }
            else
            {
                code.Attributes();
            }

            using (code.Block($"{(named.IsPublic ? "public" : "internal")} readonly struct {named.Class}"))
            {
                for (var i = 0; i < named.Links.Links.Count; i++)
                {
                    if (i > 0)
                    {
                        code.Line();
                    }

                    var link = named.Links.Links[i];
                    WriteComment(code, link);
                    LinkEmitter.Write(code, link);
                }
            }
        }

        return code.ToString();
    }

    private static void WriteComment(CodeWriter code, LinkModel link)
    {
        code.Line($"/// <summary><c>{Documentation(link.Route.Title)}</c></summary>");
        foreach (var argument in link.Arguments)
        {
            code.Line($"/// <param name=\"{argument.Local.TrimStart('@')}\">{Documentation(Describe(argument))}</param>");
        }

        code.Line("/// <returns>The path from the root of the app, and the query, encoded.</returns>");
    }

    private static string Describe(LinkArgument argument) => argument.Place switch
    {
        LinkPlace.Route => $"The value of {{{argument.Name}}}.",
        LinkPlace.Query => $"The value of '{argument.Name}' in the query.",
        _ => $"The values of '{argument.Name}' in the query.",
    };
}
