using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A property or an argument that is validated.</summary>
/// <param name="Name">The name in the source.</param>
/// <param name="JsonName">The name in [JsonPropertyName].</param>
/// <param name="BoundName">The name that clients use outside of JSON, when it is another.</param>
/// <param name="Display">Its [Display]; null when it has none with a name.</param>
/// <param name="Rules">Its annotations, in source order.</param>
/// <param name="Nested">How the objects in it are validated; null when they are not.</param>
internal sealed record ValidatedMemberModel(
    string Name,
    string? JsonName,
    string? BoundName,
    AttributeModel? Display,
    EquatableArray<RuleModel> Rules,
    NestedModel? Nested)
{
    /// <summary>Gets the type of a property; null for an argument.</summary>
    public string? Type { get; init; }

    /// <summary>True for a property with [JsonIgnore].</summary>
    public bool IsIgnoredInJson { get; init; }

    /// <summary>True when clients use a name that the naming policy does not produce.</summary>
    public bool HasOwnName => JsonName is not null || BoundName is not null;
}

/// <summary>The validation of the objects in a value.</summary>
/// <param name="Type">The type of the value, without the question mark of a reference.</param>
/// <param name="IsNullable">True when it is a nullable value type.</param>
internal abstract record NestedModel(string Type, bool IsNullable)
{
    /// <summary>The classes that validate the objects in it.</summary>
    public IEnumerable<string> Validators => this switch
    {
        NestedObject found => [found.Validator],
        NestedItems items => items.Item.Validators,
        NestedValues values => values.Item.Validators,
        _ => [],
    };
}

/// <param name="Validator">The class that validates it.</param>
internal sealed record NestedObject(string Type, bool IsNullable, string Validator) : NestedModel(Type, IsNullable);

internal sealed record NestedItems(string Type, bool IsNullable, NestedModel Item) : NestedModel(Type, IsNullable);

/// <param name="Key">The type of the keys.</param>
internal sealed record NestedValues(string Type, bool IsNullable, string Key, NestedModel Item) : NestedModel(Type, IsNullable);

/// <summary>A type whose objects are validated.</summary>
/// <param name="Type">The type, from <c>global::</c>.</param>
/// <param name="Title">The readable name.</param>
/// <param name="Validator">The class that is generated for it.</param>
/// <param name="IsRecursive">True when an object of it may contain itself.</param>
/// <param name="Members">Its properties, including inherited ones.</param>
/// <param name="Whole">The validation of the whole object, which runs when everything in it is valid.</param>
/// <param name="Derived">The derived types that JSON may create instead, the most derived first.</param>
internal sealed record ValidatedTypeModel(
    string Type,
    string Title,
    ValidatorName Validator,
    bool IsRecursive,
    EquatableArray<ValidatedMemberModel> Members,
    WholeModel? Whole,
    EquatableArray<DerivedTypeModel> Derived);

/// <summary>The validation of a whole object.</summary>
/// <param name="Name">The name of its type.</param>
/// <param name="Display">The [Display] of its type; null when it has none with a name.</param>
/// <param name="Rules">The annotations of its type.</param>
/// <param name="IsValidatable">True when it implements IValidatableObject.</param>
internal sealed record WholeModel(string Name, AttributeModel? Display, EquatableArray<RuleModel> Rules, bool IsValidatable);

/// <param name="Type">The type.</param>
/// <param name="Validator">The class that validates it; null when it is not validated.</param>
internal sealed record DerivedTypeModel(string Type, string? Validator);

internal sealed record ValidatorName(string Namespace, string Class)
{
    public string Full => $"global::{Namespace}.{Class}";
}

/// <summary>The validation of one argument.</summary>
/// <param name="Member">The argument, or the member of an object created from arguments.</param>
/// <param name="Property">The property of the created object that has the value; null when there is none.</param>
/// <param name="Whole">For an object created from arguments: the validation of the whole object.</param>
internal sealed record ArgumentValidationModel(ValidatedMemberModel Member, string? Property, WholeModel? Whole)
{
    /// <summary>The annotations of an argument of MVC that are checked when there is no value: null may violate them.</summary>
    public EquatableArray<RuleModel> RulesOfNull { get; init; } = EquatableArray<RuleModel>.Empty;
}
