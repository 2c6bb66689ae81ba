using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A type that is bound member by member.</summary>
/// <param name="Type">The type.</param>
/// <param name="Field">The field that has its binder.</param>
/// <param name="Parameters">The parameters of its constructor, for a record.</param>
/// <param name="Members">Its properties that can be set.</param>
internal sealed record MvcObjectModel(
    string Type, string Field, EquatableArray<MvcMemberModel> Parameters, EquatableArray<MvcMemberModel> Members)
{
    /// <summary>The accessor that creates it where C# code would have to set members; null for none.</summary>
    public AccessorModel? Constructor { get; init; }

    /// <summary>True when nothing can create it, so that MVC fails on a request that has a value for one of its members.</summary>
    public bool IsNotCreatable { get; init; }
}

/// <param name="Name">The name of the property.</param>
/// <param name="BoundName">The name that an attribute sets for the request; null for none.</param>
/// <param name="Display">Its [Display]; null when it has none with a name.</param>
/// <param name="IsBindRequired">True when it has <c>[BindRequired]</c>.</param>
/// <param name="Binder">How it is bound.</param>
internal sealed record MvcMemberModel(
    string Name, string? BoundName, AttributeModel? Display, bool IsBindRequired, MvcBinderModel Binder)
{
    /// <summary>The accessor that sets an init-only property; null for another member.</summary>
    public AccessorModel? Setter { get; init; }

    /// <summary>The part of the request that an attribute of the member names; null for the part of its object.</summary>
    public MvcSource? Source { get; init; }

    /// <summary>True for a parameter that has a default value, also when that value is null.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The default value of a parameter; null when there is none, or when it is null.</summary>
    public ConstantModel? Default { get; init; }

    /// <summary>The attributes that describe it.</summary>
    public EquatableArray<AttributeModel> Attributes { get; init; } = EquatableArray<AttributeModel>.Empty;
}
