using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports arguments that are services because their action has no body for them, and whose types look like data.</summary>
internal static class InferredServiceCheck
{
    public static void Check(ParsedAction action, KnownTypes known, Action<Diagnostic> report)
    {
        foreach (var argument in BoundArguments.Of(action, known).Where(argument => IsInferred(argument, known)))
        {
            if (DataTypes.IsData(argument.Target.Type) && ListTypes.ElementOf(argument.Target.Type, known, out _) is null)
            {
                report(Diagnostic.Create(
                    Descriptors.DataAsService,
                    argument.Location,
                    argument.Target.Name,
                    action.Name,
                    argument.Target.Type.WithNullableAnnotation(NullableAnnotation.None)
                        .ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
            }
        }
    }

    private static bool IsInferred(BoundArgument argument, KnownTypes known) =>
        argument.Argument.Binding is ServiceBinding &&
        argument.Target.Attribute(known.Binding.FromServices) is null &&
        argument.Target.Attribute(known.FromKeyedServices) is null;
}
