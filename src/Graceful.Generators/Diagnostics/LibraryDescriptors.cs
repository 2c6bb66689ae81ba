using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>The diagnostics for the controllers of referenced libraries.</summary>
internal static class LibraryDescriptors
{
    public static readonly DiagnosticDescriptor LibraryNotRead = Descriptors.Describe(
        "GR0060",
        "Incompatible controller library",
        "The controllers of '{0}' are not served: {1}",
        DiagnosticSeverity.Error,
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NothingExcluded = Descriptors.Describe(
        "GR0061",
        "Exclusion without effect",
        "No referenced library and no controller of one has the name '{0}'; the exclusion has no effect",
        DiagnosticSeverity.Warning,
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor LibraryNotCompiled = Descriptors.Describe(
        "GR0062",
        "Uncompiled MVC controllers of a library",
        "UseActions() does not serve the MVC controllers of '{0}' ({1}): that library does not compile them; write " +
            "[assembly: CompileMvcControllers] in it, or [assembly: ExcludeControllers(\"{0}\")] here",
        DiagnosticSeverity.Warning,
        WellKnownDiagnosticTags.CompilationEnd);
}
