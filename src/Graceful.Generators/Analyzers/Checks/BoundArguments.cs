using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Pairs the arguments of an action with their bindings. An [AsParameters] object is replaced by its members.</summary>
internal static class BoundArguments
{
    public static IEnumerable<BoundArgument> Of(ParsedAction action, KnownTypes known) => action.Method.Parameters
        .Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument))
        .Where(one => one.parameter.Locations.Any(location => location.IsInSource))
        .SelectMany(one => Parts(BindingTarget.Of(one.parameter), one.argument, one.parameter, known));

    private static IEnumerable<BoundArgument> Parts(
        BindingTarget target, ArgumentModel argument, IParameterSymbol parameter, KnownTypes known) =>
        argument.Binding is CompositeBinding composite && CompositeTypes.Members(target, known, out _) is { } members
            ? members
                .Zip(composite.Members, (member, model) => Parts(member.Target, model.Argument, parameter, known))
                .SelectMany(parts => parts)
            : [new BoundArgument(target, argument, parameter)];
}

/// <param name="Target">The parameter, or the member of an [AsParameters] object.</param>
/// <param name="Argument">The binding.</param>
/// <param name="Parameter">The parameter of the action; for a member, the [AsParameters] parameter.</param>
internal sealed record BoundArgument(BindingTarget Target, ArgumentModel Argument, IParameterSymbol Parameter)
{
    /// <summary>True when the target is in the file of the action, so that an editor shows the diagnostic with the action.</summary>
    public bool IsBesideTheAction => Target.Symbol.Locations.FirstOrDefault()?.SourceTree == Parameter.Locations[0].SourceTree;

    /// <summary>The location of the target; for a target in another file, that of the action's parameter.</summary>
    public Location Location => IsBesideTheAction ? Target.Symbol.Locations[0] : Parameter.Locations[0];
}
