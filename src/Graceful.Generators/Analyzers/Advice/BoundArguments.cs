using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>The arguments of an action beside what they are bound to: of an object that is made of arguments, its members.</summary>
internal static class BoundArguments
{
    public static IEnumerable<BoundArgument> Of(FoundAction action, KnownTypes known) => action.Method.Parameters
        .Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument))
        .Where(one => one.parameter.Locations.Any(place => place.IsInSource))
        .SelectMany(one => Parts(Target.Of(one.parameter), one.argument, one.parameter, known));

    private static IEnumerable<BoundArgument> Parts(Target target, ArgumentModel argument, IParameterSymbol parameter, KnownTypes known) =>
        argument.Binding is CompositeBinding composite && CompositeTypes.Members(target, known, out _) is { } members
            ? members.Zip(composite.Members, (member, model) => Parts(member.Target, model.Argument, parameter, known)).SelectMany(parts => parts)
            : [new BoundArgument(target, argument, parameter)];
}

/// <param name="Target">The parameter, or the member of an object that is made of arguments.</param>
/// <param name="Argument">What it is bound to.</param>
/// <param name="Parameter">The parameter of the action that it is, or is a part of.</param>
internal sealed record BoundArgument(Target Target, ArgumentModel Argument, IParameterSymbol Parameter)
{
    /// <summary>Whether it is written in the file of the action: an editor shows what is said there.</summary>
    public bool IsBesideTheAction => Target.Symbol.Locations.FirstOrDefault()?.SourceTree == Parameter.Locations[0].SourceTree;

    /// <summary>Where it is written; the parameter of the action when that is in another file.</summary>
    public Location Location => IsBesideTheAction ? Target.Symbol.Locations[0] : Parameter.Locations[0];
}
