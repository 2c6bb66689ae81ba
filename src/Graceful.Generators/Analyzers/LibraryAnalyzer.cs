using System.Collections.Immutable;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Reports library controllers that cannot be served or are not compiled, exclusions without effect, and a C# version that is too low.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LibraryAnalyzer : DiagnosticAnalyzer
{
    private const int MaxNames = 3;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        LibraryDescriptors.LibraryNotRead,
        LibraryDescriptors.NothingExcluded,
        LibraryDescriptors.LibraryNotCompiled,
        Descriptors.LanguageVersionTooLow,
        InternalErrors.Descriptor,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationAction(compilation => InternalErrors.Guard(
            compilation.ReportDiagnostic, Location.None, compilation.Compilation.AssemblyName ?? string.Empty, () => Analyze(compilation)));
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        var known = KnownTypes.Of(context.Compilation);
        if (!known.IsReferenced)
        {
            return;
        }

        var libraries = LibraryReader.ReadAll(context.Compilation);
        if (!known.HasRuntime)
        {
            if (libraries.Count > 0 || new ProgramDeclarations(context.Compilation).Controllers.Count > 0)
            {
                var version = known.LanguageVersion.ToDisplayString();
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.LanguageVersionTooLow, Location.None, version));
            }

            return;
        }

        var exclusions = ExcludedControllers.Of(context.Compilation);
        var uncompiled = known.Mvc.IsOptedIn ? MvcLibraries.Uncompiled(context.Compilation).ToArray() : [];
        foreach (var (assembly, controllers) in uncompiled
            .Where(library => !exclusions.Any(exclusion => ExcludedControllers.NameIn(exclusion) == library.Assembly)))
        {
            var names = string.Join(", ", controllers.Take(MaxNames)) + (controllers.Count > MaxNames ? ", ..." : string.Empty);
            context.ReportDiagnostic(Diagnostic.Create(LibraryDescriptors.LibraryNotCompiled, Location.None, assembly, names));
        }

        foreach (var library in libraries)
        {
            if (library.NotRead is { } reason && !exclusions.Any(exclusion => ExcludedControllers.NameIn(exclusion) == library.Assembly))
            {
                context.ReportDiagnostic(Diagnostic.Create(LibraryDescriptors.LibraryNotRead, Location.None, library.Assembly, reason));
            }
        }

        foreach (var exclusion in exclusions)
        {
            if (ExcludedControllers.NameIn(exclusion) is { } name && !libraries.Any(library => Excludes(name, library)) &&
                !uncompiled.Any(library => library.Assembly == name))
            {
                context.ReportDiagnostic(Diagnostic.Create(LibraryDescriptors.NothingExcluded, LocationOf(exclusion), name));
            }
        }
    }

    private static bool Excludes(string name, LibraryModel library) =>
        name == library.Assembly || library.Controllers.Any(controller => ExcludedControllers.Excludes(name, controller));

    private static Location LocationOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
        ? (syntax.ArgumentList?.Arguments.FirstOrDefault() ?? (SyntaxNode)syntax).GetLocation()
        : Location.None;
}
