using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads which hosts an action is for: <c>[Host]</c>, or an attribute of the app's own that is <c>IHostMetadata</c>.</summary>
internal static class HostParser
{
    /// <summary>
    /// What stands closest to the action counts, as in the metadata of its endpoint: its own attribute before that of its
    /// controller. The running app asks that metadata; here it is only told apart which routes ask, and which of them alike.
    /// </summary>
    /// <returns>The hosts with commas between them; null when it is for all.</returns>
    public static string? Parse(IMethodSymbol action, INamedTypeSymbol controller, KnownTypes known)
    {
        if (known.HostMetadata is null)
        {
            return null;
        }

        for (var method = action; method is not null; method = method.OverriddenMethod)
        {
            if (Find(method, isOwn: method.Is(action), known) is { } found)
            {
                return Text(found, known);
            }
        }

        for (var type = controller; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (Find(type, isOwn: type.Is(controller), known) is { } found)
            {
                return Text(found, known);
            }
        }

        return null;
    }

    private static AttributeData? Find(ISymbol symbol, bool isOwn, KnownTypes known) => symbol.GetAttributes().LastOrDefault(attribute =>
        attribute.AttributeClass is { } type && type.Implements(known.HostMetadata) && (isOwn || MetadataParser.Usage(type).Inherited));

    /// <remarks>Without spaces, as <see cref="Model.LibraryMarker"/> wants it.</remarks>
    private static string? Text(AttributeData attribute, KnownTypes known)
    {
        if (!attribute.AttributeClass.Is(known.Host))
        {
            // What it says is not seen here: routes with the same attribute are taken for routes for the same hosts.
            return "*" + TypeNames.Plain(attribute.AttributeClass!);
        }

        var hosts = attribute.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values.Select(value => value.Value) : [argument.Value])
            .OfType<string>()
            .Select(host => host.Replace(" ", string.Empty).ToLowerInvariant())
            .OrderBy(host => host, StringComparer.Ordinal)
            .ToArray();
        return hosts.Length == 0 ? null : string.Join(",", hosts);
    }
}
