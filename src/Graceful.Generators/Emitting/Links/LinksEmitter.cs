using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;

namespace Graceful.Generators.Emitting;

/// <summary>Writes <c>Links</c>: a property for each controller of the program and its libraries.</summary>
internal static class LinksEmitter
{
    private const string Class = "Links";

    public static string Emit(IReadOnlyList<LinkTarget> own, IReadOnlyList<LinkTarget> libraries)
    {
        var code = GeneratedFile.Begin();
        using (code.Block("namespace Graceful"))
        {
            code.Line("/// <summary>Links to the actions of this program: <c>Links.User.Show(id: 7)</c> is <c>/user/show/7</c>, or whatever their routes are.</summary>").Attributes();
            using (code.Block($"internal static class {Class}"))
            {
                var isFirst = true;
                foreach (var (name, target) in LinkTarget.Name(own, libraries))
                {
                    if (!isFirst)
                    {
                        code.Line();
                    }

                    isFirst = false;
                    var member = name == Class ? name + "_" : LinkNames.Identifier(name);
                    code.Line($"/// <summary>Links to the actions of {target.Controller.Replace('+', '.')}.</summary>")
                        .Line($"internal static global::{target.Type} {member} => default;");
                }
            }
        }

        return code.ToString();
    }
}
