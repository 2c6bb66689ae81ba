using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Facts about the arguments of a call that decide which code is written for it.</summary>
internal static class BoundArguments
{
    /// <summary>Returns the arguments bound to local variables: the members of composite arguments, not the composites.</summary>
    public static IEnumerable<ArgumentModel> Leaves(CallModel call) => call.Arguments.SelectMany(Leaves);

    /// <summary>True when reading the arguments must be awaited.</summary>
    public static bool NeedAwait(CallModel call) => call.Bindings.Any(binding =>
        binding is BodyBinding or FormBinding or FieldsBinding or SelfBinding or CustomBinding
            or ValueBinding { Origin: ValueOrigin.Form });

    /// <summary>True when an argument is, or may be, a service.</summary>
    public static bool NeedServices(CallModel? call) =>
        call?.Bindings.Any(binding => binding is ServiceBinding or BodyBinding { Service: not null }) == true;

    /// <summary>True when a request may be refused because of its arguments.</summary>
    public static bool MayRefuse(CallModel call) =>
        call.Arguments.Any(ArgumentValidationEmitter.ValidatesWhole) ||
        Leaves(call).Any(leaf => CanFail(leaf) || IsForm(leaf) || ArgumentValidationEmitter.Validates(leaf));

    /// <summary>True when the code uses an <c>ArgumentBinder</c>.</summary>
    public static bool NeedBinder(CallModel call) =>
        call.Arguments.Any(ArgumentValidationEmitter.ValidatesWhole) ||
        Leaves(call).Any(leaf => leaf.Binding is FormBinding or FieldsBinding or ValueBinding { Origin: not ValueOrigin.Route } ||
            CanFail(leaf) || ArgumentValidationEmitter.Validates(leaf));

    /// <summary>True when an argument comes from a form.</summary>
    public static bool IsForm(ArgumentModel leaf) =>
        leaf.Binding is FormBinding or FieldsBinding or ValueBinding { Origin: ValueOrigin.Form };

    /// <summary>True when binding the argument may report an error.</summary>
    public static bool CanFail(ArgumentModel leaf) => leaf.Binding switch
    {
        ValueBinding { Shape: ValueShape.Text } text => !text.IsOptional && !text.IsAlwaysThere,
        ValueBinding { Shape: ValueShape.StringValues or ValueShape.Texts or ValueShape.TextList or ValueShape.TextDictionary } => false,
        SelfBinding self => self is { MayBeNull: true, IsOptional: false },
        FormBinding form => form is { Part: FormPart.File, IsOptional: false },
        _ => true,
    };

    private static IEnumerable<ArgumentModel> Leaves(ArgumentModel argument) => argument.Binding switch
    {
        CompositeBinding composite => composite.Members.SelectMany(member => Leaves(member.Argument)),
        ContextBinding or ExceptionBinding or RequestBinding or ServiceBinding => [],
        _ => [argument],
    };
}
