using System.Globalization;
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

    private static AttributeData? Find(ISymbol symbol, bool isOwn, KnownTypes known) => symbol.AppliedAttributes()
        .LastOrDefault(attribute => attribute.AttributeClass is { } type && type.Implements(known.HostMetadata) &&
            (isOwn || MetadataParser.Usage(type).Inherited));

    /// <remarks>Without spaces, which separate the fields of a <see cref="Model.LibraryMarker"/>.</remarks>
    private static string? Text(AttributeData attribute, KnownTypes known)
    {
        if (!attribute.AttributeClass.Is(known.Host))
        {
            // Its hosts are unknown at build time. Routes with the same attribute are taken to have the same hosts.
            return "*" + TypeNames.Plain(attribute.AttributeClass!);
        }

        var hosts = Hosts(attribute)
            .OfType<string>()
            .Select(host => host.Replace(" ", string.Empty).ToLowerInvariant())
            .OrderBy(host => host, StringComparer.Ordinal)
            .ToArray();
        return hosts.Length == 0 ? null : string.Join(",", hosts);
    }

    /// <summary>Returns the reason why a [Host] is invalid: the app would throw when it creates the routes.</summary>
    public static string? Fault(AttributeData attribute, KnownTypes known) =>
        attribute.AttributeClass.Is(known.Host) &&
        Hosts(attribute).Where(host => !IsHost(host as string)).ToArray() is { Length: > 0 } wrong
            ? $"'{wrong[0]}' is not a host; write 'example.com', '*.example.com', 'example.com:8080' or '*:8080'"
            : null;

    private static IEnumerable<object?> Hosts(AttributeData attribute) => attribute.ConstructorArguments.SelectMany(argument =>
        argument.Kind != TypedConstantKind.Array ? [argument.Value]
        : argument.IsNull ? [null]
        : argument.Values.Select(value => value.Value));

    /// <remarks>The rule of RouteHosts in the runtime: the colons of an IPv6 address are in brackets.</remarks>
    private static bool IsHost(string? text)
    {
        if (text is null or "")
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        var port = text.Substring(colon + 1);
        return colon < 0 || colon < text.LastIndexOf(']') ||
            (colon > 0 && (port == "*" || int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)));
    }
}
