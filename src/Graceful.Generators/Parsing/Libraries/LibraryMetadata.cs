using System.Reflection.Metadata;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Reads the markers of a compiled assembly from its metadata tables. A program references some two hundred assemblies, of which
/// few have controllers; creating symbols for the attributes of all would cost each build some milliseconds.
/// </summary>
internal static class LibraryMetadata
{
    public static LibraryModel? Read(PortableExecutableReference reference)
    {
        try
        {
            return (reference.GetMetadata() as AssemblyMetadata)?.GetModules()[0].GetMetadataReader() is { IsAssembly: true } reader
                ? Read(reader)
                : null;
        }
        catch (Exception unreadable) when (unreadable is BadImageFormatException or IOException or ArgumentOutOfRangeException)
        {
            // The compiler reports files that are not assemblies (CS0006, CS0009).
            return null;
        }
    }

    private static LibraryModel? Read(MetadataReader reader) => ReferencesRuntime(reader)
        ? LibraryParser.Parse(reader.GetString(reader.GetAssemblyDefinition().Name), Markers(reader))
        : null;

    private static bool ReferencesRuntime(MetadataReader reader)
    {
        foreach (var handle in reader.AssemblyReferences)
        {
            if (reader.StringComparer.Equals(reader.GetAssemblyReference(handle).Name, LibraryReader.RuntimeAssembly))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<LibraryParser.Marker> Markers(MetadataReader reader)
    {
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference &&
                reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor) is var constructor &&
                constructor.Parent is { Kind: HandleKind.TypeReference } parent &&
                reader.GetTypeReference((TypeReferenceHandle)parent) is var type &&
                reader.StringComparer.Equals(type.Name, LibraryMarker.AttributeName) &&
                reader.StringComparer.Equals(type.Namespace, LibraryMarker.AttributeNamespace))
            {
                yield return Marker(reader.GetBlobReader(attribute.Value));
            }
        }
    }

    /// <summary>Reads the arguments of the constructor (ECMA-335, II.23.3). The first one is the version in every version.</summary>
    private static LibraryParser.Marker Marker(BlobReader blob)
    {
        blob.ReadUInt16();
        var version = blob.ReadInt32();
        if (version != LibraryMarker.Version)
        {
            return new LibraryParser.Marker(version, 0, null, null, null, []);
        }

        var abi = blob.ReadInt32();

        var (controller, entry, links) = (blob.ReadSerializedString(), blob.ReadSerializedString(), blob.ReadSerializedString());
        var routes = new string[Math.Max(0, blob.ReadInt32())];
        for (var i = 0; i < routes.Length; i++)
        {
            routes[i] = blob.ReadSerializedString() ?? string.Empty;
        }

        return new LibraryParser.Marker(version, abi, controller, entry, links, routes);
    }
}
