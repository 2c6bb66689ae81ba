using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>What is said of the controllers of referenced libraries.</summary>
internal static class LibraryDescriptors
{
    public static readonly DiagnosticDescriptor LibraryNotRead = Descriptors.Describe(
        "GR0060",
        "The controllers of a library cannot be served",
        "Controllers of {0} are not served: {1}; compile both with the same version of Graceful, or leave them out with [assembly: ExcludeControllers(\"{0}\")]",
        DiagnosticSeverity.Error,
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NothingExcluded = Descriptors.Describe(
        "GR0061",
        "The exclusion leaves nothing out",
        "No referenced library is called '{0}' or has a controller of that full name: nothing is left out",
        DiagnosticSeverity.Warning,
        WellKnownDiagnosticTags.CompilationEnd);
}
