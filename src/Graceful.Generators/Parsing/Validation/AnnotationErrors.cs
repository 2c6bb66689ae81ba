using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>What is wrong with annotations, kept until somebody wants to report it.</summary>
internal sealed class AnnotationErrors
{
    private readonly List<(DiagnosticDescriptor Descriptor, AttributeData At, ISymbol Otherwise, object[] Arguments)> _all = [];

    public bool IsEmpty => _all.Count == 0;

    public void Add(DiagnosticDescriptor descriptor, Annotation annotation, params string[] arguments) =>
        _all.Add((descriptor, annotation.Data, annotation.Target, [annotation.Name, NameOf(annotation), .. arguments]));

    /// <param name="findings">Who wants to know.</param>
    /// <param name="otherwise">Where it is said when the annotation is not in this program.</param>
    /// <param name="known">Tells which program that is.</param>
    public void Report(Findings findings, ISymbol otherwise, KnownTypes known)
    {
        foreach (var (descriptor, at, target, arguments) in _all)
        {
            var isOwn = known.IsOwn(target);
            findings.Report(descriptor, isOwn ? at : null, isOwn ? target : otherwise, arguments);
        }
    }

    private static string NameOf(Annotation annotation) =>
        annotation.Target is INamedTypeSymbol type ? TypeNames.Plain(type)
        : annotation.Owner is { } owner ? $"{TypeNames.Plain(owner)}.{annotation.Target.Name}"
        : annotation.Target.Name;
}
