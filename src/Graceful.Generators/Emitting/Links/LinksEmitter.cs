using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;

namespace Graceful.Generators.Emitting;

/// <summary>Writes <c>Links</c>: a property for each controller of the program and its libraries.</summary>
internal static class LinksEmitter
{
    private const string Class = "Links";

    public static string Emit(IReadOnlyList<LinkTarget> own, IReadOnlyList<LinkTarget> libraries)
    {
        const string Example = "<c>Links.User.Show(id: 7)</c> is <c>/user/show/7</c>, or whatever their routes are.";
        var code = GeneratedFile.Begin();
        return code.Write($$"""
            namespace Graceful
            {
                /// <summary>Links to the actions of this program: {{Example}}</summary>
                {{code.Attributes}}
                internal static class {{Class}}
                {
                    {{() => WriteProperties(code, own, libraries)}}
                }
            }
            """).ToString();
    }

    private static void WriteProperties(CodeWriter code, IReadOnlyList<LinkTarget> own, IReadOnlyList<LinkTarget> libraries)
    {
        foreach (var (name, target) in LinkTarget.Name(own, libraries))
        {
            var member = name == Class ? name + "_" : LinkNames.Identifier(name);
            code.Write($"""
                /// <summary>Links to the actions of {target.Controller.Replace('+', '.')}.</summary>
                internal static global::{target.Type} {member} => default;

                """);
        }
    }
}
