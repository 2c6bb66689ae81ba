using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Finds controllers of MVC in referenced assemblies that do not compile them: MVC would serve them as an application part. Reads
/// metadata, once for each reference. A project that is open in the editor is not read: its build reports it.
/// </summary>
internal static class MvcLibraries
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.Core";
    private const string Suffix = "Controller";

    private static readonly ConditionalWeakTable<MetadataReference, Found> Cache = new();

    /// <summary>Returns the libraries with the names of their controllers, in an order independent of the references.</summary>
    public static IEnumerable<(string Assembly, IReadOnlyList<string> Controllers)> Uncompiled(Compilation compilation) => compilation
        .ExternalReferences
        .Select(reference => Cache.GetValue(reference, Read))
        .Where(found => found.Controllers.Count > 0)
        .OrderBy(found => found.Assembly, StringComparer.Ordinal)
        .Select(found => (found.Assembly, found.Controllers));

    private static Found Read(MetadataReference reference)
    {
        try
        {
            return reference is PortableExecutableReference file &&
                (file.GetMetadata() as AssemblyMetadata)?.GetModules()[0].GetMetadataReader() is { IsAssembly: true } reader
                    ? new Found(reader.GetString(reader.GetAssemblyDefinition().Name), Controllers(reader))
                    : Found.None;
        }
        catch (Exception unreadable) when (unreadable is BadImageFormatException or IOException or ArgumentOutOfRangeException)
        {
            // The compiler reports files that are not assemblies (CS0006, CS0009).
            return Found.None;
        }
    }

    private static IReadOnlyList<string> Controllers(MetadataReader reader)
    {
        var assembly = reader.GetAssemblyDefinition();
        var usesMvc = reader.AssemblyReferences.Any(handle =>
            reader.StringComparer.Equals(reader.GetAssemblyReference(handle).Name, Mvc));
        return !usesMvc || reader.StringComparer.StartsWith(assembly.Name, "Microsoft.AspNetCore.") ||
            reader.StringComparer.Equals(assembly.Name, LibraryReader.RuntimeAssembly) ||
            Has(reader, assembly.GetCustomAttributes(), "Graceful", "CompileMvcControllersAttribute")
            ? []
            : [.. reader.TypeDefinitions
                .Select(reader.GetTypeDefinition)
                .Where(type => IsController(reader, type))
                .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}".TrimStart('.'))];
    }

    /// <summary>True for a class that MVC takes as a controller because of its name, as most controllers.</summary>
    private static bool IsController(MetadataReader reader, TypeDefinition type) =>
        (type.Attributes & (TypeAttributes.VisibilityMask | TypeAttributes.Abstract | TypeAttributes.Interface)) == TypeAttributes.Public &&
        type.GetGenericParameters().Count == 0 &&
        reader.GetString(type.Name).EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) &&
        !Has(reader, type.GetCustomAttributes(), "Microsoft.AspNetCore.Mvc", "NonControllerAttribute") &&
        !Has(reader, type.GetCustomAttributes(), "Graceful", "ControllerAttribute");

    private static bool Has(MetadataReader reader, CustomAttributeHandleCollection attributes, string space, string name) => attributes
        .Select(handle => reader.GetCustomAttribute(handle).Constructor)
        .Where(constructor => constructor.Kind == HandleKind.MemberReference)
        .Select(constructor => reader.GetMemberReference((MemberReferenceHandle)constructor).Parent)
        .Where(parent => parent.Kind == HandleKind.TypeReference)
        .Select(parent => reader.GetTypeReference((TypeReferenceHandle)parent))
        .Any(type => reader.StringComparer.Equals(type.Name, name) && reader.StringComparer.Equals(type.Namespace, space));

    private sealed class Found(string assembly, IReadOnlyList<string> controllers)
    {
        public static readonly Found None = new(string.Empty, []);

        public string Assembly { get; } = assembly;

        public IReadOnlyList<string> Controllers { get; } = controllers;
    }
}
