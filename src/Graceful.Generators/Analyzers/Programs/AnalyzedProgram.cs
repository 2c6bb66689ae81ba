using System.Runtime.CompilerServices;
using Graceful.Generators.Analyzers.Checks;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>The data about one compilation that all analyzers share. Expensive parts are computed on first use.</summary>
internal sealed class AnalyzedProgram
{
    private static readonly ConditionalWeakTable<Compilation, AnalyzedProgram> Programs = new();

    private readonly Lazy<ProgramDeclarations> _declarations;
    private readonly Lazy<ProgramRoutes> _routes;
    private readonly Lazy<ControllerChecks> _checks;

    private AnalyzedProgram(Compilation compilation, bool isForAot)
    {
        (Compilation, Known, IsForAot) = (compilation, KnownTypes.Of(compilation), isForAot);
        _declarations = new(() => new ProgramDeclarations(compilation));
        _routes = new(() => new ProgramRoutes(this));
        _checks = new(() => new ControllerChecks(compilation, isForAot, Known));
        Bases = new AbstractBases(this);
    }

    public Compilation Compilation { get; }

    public KnownTypes Known { get; }

    /// <summary>True when the build of the project analyzes it for NativeAOT.</summary>
    public bool IsForAot { get; }

    public AbstractBases Bases { get; }

    public ProgramDeclarations Declarations => _declarations.Value;

    public ProgramRoutes Routes => _routes.Value;

    public ControllerChecks Checks => _checks.Value;

    public static AnalyzedProgram Of(Compilation compilation, AnalyzerOptions options)
    {
        var isForAot = options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.EnableAotAnalyzer", out var value) &&
            value.Equals("true", StringComparison.OrdinalIgnoreCase);
        var program = Programs.GetValue(compilation, one => new AnalyzedProgram(one, isForAot));
        return program.IsForAot == isForAot ? program : new AnalyzedProgram(compilation, isForAot);
    }
}
