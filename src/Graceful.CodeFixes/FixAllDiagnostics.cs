using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Graceful.CodeFixes;

/// <summary>The diagnostics that "Fix all" fixes.</summary>
internal static class FixAllDiagnostics
{
    /// <summary>Returns the diagnostics of each project in the scope: of one document, a project, or the solution.</summary>
    public static async Task<IReadOnlyList<(Project Project, IReadOnlyList<Diagnostic> Diagnostics)>> ByProjectAsync(FixAllContext context)
    {
        if (context is { Scope: FixAllScope.Document, Document: { } document })
        {
            return [(document.Project, await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))];
        }

        var found = new List<(Project, IReadOnlyList<Diagnostic>)>();
        foreach (var project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
        {
            found.Add((project, await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false)));
        }

        return found;
    }
}
