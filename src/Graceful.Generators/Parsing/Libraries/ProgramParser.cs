using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the kind of program that is compiled.</summary>
internal static class ProgramParser
{
    public static ProgramModel Parse(Compilation compilation) => new(
        KnownTypes.Of(compilation).HasRuntime,
        compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule ? compilation.AssemblyName : null);
}
