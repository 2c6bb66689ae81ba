using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Words for a walk that was cut.</summary>
internal static class EndlessTypes
{
    /// <summary>Returns the member as its author wrote it, since the type where the walk was cut has dozens of names.</summary>
    public static string Describe(TypeCut cut) => cut.Member switch
    {
        IPropertySymbol property =>
            $"'{property.OriginalDefinition.ToDisplayString()}' is a '{property.OriginalDefinition.Type.ToDisplayString()}'",
        IParameterSymbol { ContainingSymbol.ContainingType: { } type } parameter =>
            $"'{type.OriginalDefinition.ToDisplayString()}.{parameter.Name}' is a '{parameter.OriginalDefinition.Type.ToDisplayString()}'",
        _ => $"they lead to a '{cut.Type.OriginalDefinition.ToDisplayString()}'",
    };
}
