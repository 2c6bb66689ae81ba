using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The errors of annotations, stored until an analyzer reports them.</summary>
internal sealed class AnnotationErrors
{
    private readonly List<(DiagnosticDescriptor Descriptor, AttributeData At, ISymbol Otherwise, object[] Arguments)> _all = [];

    public bool IsEmpty => _all.Count == 0;

    public void Add(DiagnosticDescriptor descriptor, Annotation annotation, params string[] arguments) =>
        _all.Add((descriptor, annotation.Data, annotation.Target, [annotation.Name, NameOf(annotation), .. arguments]));

    /// <param name="observer">Receives the diagnostics.</param>
    /// <param name="otherwise">The symbol to report at when the annotation is in another assembly.</param>
    /// <param name="known">The well-known types of the program.</param>
    public void Report(ParseObserver observer, ISymbol otherwise, KnownTypes known)
    {
        foreach (var (descriptor, at, target, arguments) in _all)
        {
            var isOwn = known.IsOwn(target);
            observer.Report(descriptor, isOwn ? at : null, isOwn ? target : otherwise, arguments);
        }
    }

    private static string NameOf(Annotation annotation) =>
        annotation.Target is INamedTypeSymbol type ? TypeNames.Plain(type)
        : annotation.Owner is { } owner ? $"{TypeNames.Plain(owner)}.{annotation.Target.Name}"
        : annotation.Target.Name;
}
