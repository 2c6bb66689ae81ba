using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>What is said of the controllers of referenced libraries.</summary>
internal static class LibraryDescriptors
{
    private const string Category = "Graceful.Routing";

    public static readonly DiagnosticDescriptor LibraryNotRead = new(
        "GR0060",
        "The controllers of a library cannot be served",
        "Controllers of {0} are not served: {1}; compile both with the same version of Graceful, or leave them out with [assembly: ExcludeControllers(\"{0}\")]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("GR0060"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NothingExcluded = new(
        "GR0061",
        "The exclusion leaves nothing out",
        "No referenced library is called '{0}' or has a controller of that full name: nothing is left out",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("GR0061"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    private static string HelpLink(string id) => $"https://github.com/graceful-dotnet/graceful/blob/main/docs/diagnostics/{id}.md";
}
