using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>
/// The types that an action of MVC sends as JSON: its declared type, and the values in its results, such as <c>Ok(book)</c>.
/// </summary>
internal static class MvcResultTypes
{
    /// <summary>The names of the parameters that have the value of a result in the methods of <c>ControllerBase</c>.</summary>
    private static readonly HashSet<string> Values = new(StringComparer.Ordinal) { "value", "error", "data" };

    public static IEnumerable<(ITypeSymbol Type, Location Location)> Of(IMethodSymbol method, MvcReturnModel returned, KnownTypes known)
    {
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        if (returned.Kind is MvcReturnKind.Value or MvcReturnKind.Converted && Declared(method.ReturnType, returned) is { } declared &&
            IsJson(declared) && seen.Add(declared.WithoutNullable()))
        {
            yield return (declared.WithoutNullable(), method.Locations.First(location => location.IsInSource));
        }

        foreach (var (type, location) in method.DeclaringSyntaxReferences.SelectMany(one => InResults(one.GetSyntax(), known)))
        {
            if (IsJson(type) && seen.Add(type.WithoutNullable()))
            {
                yield return (type.WithoutNullable(), location);
            }
        }
    }

    private static ITypeSymbol? Declared(ITypeSymbol type, MvcReturnModel returned)
    {
        var sent = returned.IsAsync ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        return returned.Kind == MvcReturnKind.Value ? sent
            : sent is INamedTypeSymbol { TypeArguments.Length: 1 } result ? result.TypeArguments[0]
            : null;
    }

    private static IEnumerable<(ITypeSymbol Type, Location Location)> InResults(SyntaxNode declaration, KnownTypes known)
    {
        SemanticModel? model = null;
        foreach (var call in declaration.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.ArgumentList.Arguments.Count == 0 ||
                call.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }))
            {
                continue;
            }

            model ??= known.Compilation.GetSemanticModel(declaration.SyntaxTree);
            if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method ||
                !method.ContainingType.DerivesFrom(known.Mvc.ControllerBase) || !MvcTypes.IsInAspNetCoreAssembly(method.ContainingType))
            {
                continue;
            }

            for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
            {
                var argument = call.ArgumentList.Arguments[i];
                var parameter = argument.NameColon is { Name.Identifier.ValueText: var name }
                    ? method.Parameters.FirstOrDefault(one => one.Name == name)
                    : method.Parameters.ElementAtOrDefault(i);
                if (parameter is { Type.SpecialType: SpecialType.System_Object } && Values.Contains(parameter.Name) &&
                    model.GetTypeInfo(argument.Expression).Type is { } type)
                {
                    yield return (type, argument.Expression.GetLocation());
                }
            }
        }
    }

    /// <summary>True for the types that compiled MVC controllers read and write without a context of the app.</summary>
    public static bool IsSimple(ITypeSymbol type) => type.SpecialType is
            SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 or
            SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal or SpecialType.System_DateTime ||
        type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_String } ||
        (type.Name is "Guid" or "Uri" or "TimeSpan" or "DateTimeOffset" && type.ContainingNamespace.IsSystem()) ||
        type is { Name: "JsonElement", ContainingNamespace.Name: "Json" };

    /// <summary>Text is sent as it is, and the others without a context of the app.</summary>
    private static bool IsJson(ITypeSymbol type) => type.SpecialType != SpecialType.System_String &&
        type is not (ITypeParameterSymbol or INamedTypeSymbol { Name: "SerializableError" or "ModelStateDictionary" });
}
