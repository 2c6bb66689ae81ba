using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

// Arguments that a binder of the app reads: [Bind<TBinder>].
internal sealed partial class BindingParser
{
    /// <param name="target">The argument.</param>
    /// <param name="bind">Its [Bind].</param>
    /// <param name="source">[FromQuery], [FromHeader] or [FromRoute], which name the argument; null when it has none.</param>
    private BindingModel? Custom(BindingTarget target, AttributeData bind, AttributeData? source)
    {
        var origin = source?.AttributeClass is not { } type ? (ValueOrigin?)null
            : type.Implements(_types.FromQuery) ? ValueOrigin.Query
            : type.Implements(_types.FromHeader) ? ValueOrigin.Header
            : type.Implements(_types.FromRoute) ? ValueOrigin.Route
            : null;
        if (source is not null && origin is null)
        {
            return Report(Descriptors.TwoSources, target, $"[{AttributeNames.Simple(source.AttributeClass!.Name)}] and [Bind]");
        }

        var name = SourceNames.Of(target, source, known);
        if (origin == ValueOrigin.Route && scope.RouteIsKnown && scope.SlotOf(name) < 0)
        {
            return Report(Descriptors.NoRouteParameter, target, name);
        }

        var binder = bind.AttributeClass!.TypeArguments[0];
        if (binder.TypeKind == TypeKind.Error)
        {
            return Incomplete();
        }

        return CustomBinders.BoundType(binder, target, known, out var error) is { } bound
            ? new CustomBinding(
                name,
                TypeNames.Of(binder),
                CollectionTypes.Written(bound.Type, bound.Annotation),
                bound.Type.IsValueType,
                target.IsOptional,
                target.Default,
                origin)
            : Report(Descriptors.BinderNotUsable, target, binder.ToDisplayString(), error!);
    }
}
