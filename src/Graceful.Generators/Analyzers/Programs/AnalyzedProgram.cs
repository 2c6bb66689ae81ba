using System.Runtime.CompilerServices;
using Graceful.Generators.Analyzers.Advice;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>What all analyzers share of one compilation. What it takes time to find is found when it is first asked for.</summary>
internal sealed class AnalyzedProgram
{
    private static readonly ConditionalWeakTable<Compilation, AnalyzedProgram> Programs = new();

    private readonly bool _isForAot;
    private readonly Lazy<ProgramDeclarations> _declarations;
    private readonly Lazy<ProgramRoutes> _routes;
    private readonly Lazy<ControllerAdvice> _advice;

    private AnalyzedProgram(Compilation compilation, bool isForAot)
    {
        (Compilation, Known, _isForAot) = (compilation, KnownTypes.Of(compilation), isForAot);
        _declarations = new(() => new ProgramDeclarations(compilation));
        _routes = new(() => new ProgramRoutes(this));
        _advice = new(() => new ControllerAdvice(compilation, isForAot, Known));
        Bases = new AbstractBases(this);
    }

    public Compilation Compilation { get; }

    public KnownTypes Known { get; }

    public AbstractBases Bases { get; }

    public ProgramDeclarations Declarations => _declarations.Value;

    public ProgramRoutes Routes => _routes.Value;

    public ControllerAdvice Advice => _advice.Value;

    public static AnalyzedProgram Of(Compilation compilation, AnalyzerOptions options)
    {
        var isForAot = options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.EnableAotAnalyzer", out var value) &&
            value.Equals("true", StringComparison.OrdinalIgnoreCase);
        var program = Programs.GetValue(compilation, one => new AnalyzedProgram(one, isForAot));
        return program._isForAot == isForAot ? program : new AnalyzedProgram(compilation, isForAot);
    }
}
