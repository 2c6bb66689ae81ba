using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the hosts of an action: <c>[Host]</c>, or an attribute of the app that implements <c>IHostMetadata</c>.</summary>
internal static class HostParser
{
    /// <summary>
    /// The attribute of the action precedes that of its controller, as in the metadata of the endpoint. At run time that metadata
    /// is matched; the parser only needs to know which routes have hosts, and which of them have the same.
    /// </summary>
    /// <returns>The hosts, separated by commas; null for every host.</returns>
    public static string? Parse(IMethodSymbol action, INamedTypeSymbol controller, KnownTypes known)
    {
        if (known.HostMetadata is null)
        {
            return null;
        }

        foreach (var method in action.SelfAndOverridden())
        {
            if (Find(method, isOwn: method.Is(action), known) is { } found)
            {
                return Text(found, known);
            }
        }

        foreach (var type in controller.SelfAndBases())
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

    /// <remarks>Without spaces, which separate the fields of a <see cref="Model.LibraryMarker"/>.</remarks>
    private static string? Text(AttributeData attribute, KnownTypes known)
    {
        if (!attribute.AttributeClass.Is(known.Host))
        {
            // Its hosts are unknown at build time. Routes with the same attribute are taken to have the same hosts.
            return "*" + TypeNames.Plain(attribute.AttributeClass!);
        }

        var hosts = attribute.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array
                ? argument.Values.Select(value => value.Value)
                : [argument.Value])
            .OfType<string>()
            .Select(host => host.Replace(" ", string.Empty).ToLowerInvariant())
            .OrderBy(host => host, StringComparer.Ordinal)
            .ToArray();
        return hosts.Length == 0 ? null : string.Join(",", hosts);
    }
}
