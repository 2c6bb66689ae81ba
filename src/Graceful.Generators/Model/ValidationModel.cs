using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A property, or an argument, with annotations or with something in it that has some.</summary>
/// <param name="Name">What the source calls it.</param>
/// <param name="JsonName">What [JsonPropertyName] calls it.</param>
/// <param name="BoundName">What the client calls it where it does not come from JSON, when that is another name.</param>
/// <param name="Display">Its [Display]; null when it has none with a name.</param>
/// <param name="Rules">Its annotations, in the order of the source.</param>
/// <param name="Nested">How what is in it is looked at; null when there is nothing to look at.</param>
internal sealed record ValidatedMemberModel(
    string Name,
    string? JsonName,
    string? BoundName,
    AttributeModel? Display,
    EquatableArray<RuleModel> Rules,
    NestedModel? Nested)
{
    /// <summary>Whether the client knows it by a name that a naming policy does not find.</summary>
    public bool HasOwnName => JsonName is not null || BoundName is not null;
}

/// <summary>How the objects in a value are looked at.</summary>
/// <param name="Type">The type of the value, without the question mark of a reference.</param>
/// <param name="IsNullable">Whether it is a nullable value type.</param>
internal abstract record NestedModel(string Type, bool IsNullable)
{
    /// <summary>The class that looks at the objects in it.</summary>
    public IEnumerable<string> Validators => this switch
    {
        NestedObject found => [found.Validator],
        NestedItems items => items.Item.Validators,
        NestedValues values => values.Item.Validators,
        _ => [],
    };
}

/// <param name="Validator">The class that looks at it.</param>
internal sealed record NestedObject(string Type, bool IsNullable, string Validator) : NestedModel(Type, IsNullable);

internal sealed record NestedItems(string Type, bool IsNullable, NestedModel Item) : NestedModel(Type, IsNullable);

/// <param name="Key">The type of the keys.</param>
internal sealed record NestedValues(string Type, bool IsNullable, string Key, NestedModel Item) : NestedModel(Type, IsNullable);

/// <summary>A type of which objects are looked at.</summary>
/// <param name="Type">The type, from <c>global::</c>.</param>
/// <param name="Title">As a developer calls it.</param>
/// <param name="Validator">The class that is generated for it.</param>
/// <param name="IsRecursive">Whether an object of it may hold itself.</param>
/// <param name="Members">Its properties, those that it inherits included.</param>
/// <param name="Whole">What is asked when its properties are right.</param>
/// <param name="Derived">The types that JSON may have made instead, the most derived first.</param>
internal sealed record ValidatedTypeModel(
    string Type,
    string Title,
    ValidatorName Validator,
    bool IsRecursive,
    EquatableArray<ValidatedMemberModel> Members,
    WholeModel? Whole,
    EquatableArray<DerivedTypeModel> Derived);

/// <summary>What is asked of an object as a whole.</summary>
/// <param name="Name">The name of its type.</param>
/// <param name="Display">The [Display] of its type; null when it has none with a name.</param>
/// <param name="Rules">The annotations of its type.</param>
/// <param name="IsValidatable">Whether it looks at itself.</param>
internal sealed record WholeModel(string Name, AttributeModel? Display, EquatableArray<RuleModel> Rules, bool IsValidatable);

/// <param name="Type">The type.</param>
/// <param name="Validator">What looks at it; null when nothing of it is looked at.</param>
internal sealed record DerivedTypeModel(string Type, string? Validator);

internal sealed record ValidatorName(string Namespace, string Class)
{
    public string Full => $"global::{Namespace}.{Class}";
}

/// <summary>What is looked at of one argument.</summary>
/// <param name="Member">The argument, or the member of an object that is made of arguments.</param>
/// <param name="Property">Where it is found in the object that is made of it; null when it is not kept there.</param>
/// <param name="Whole">Of an object that is made of arguments: what is asked of it as a whole.</param>
internal sealed record ArgumentValidationModel(ValidatedMemberModel Member, string? Property, WholeModel? Whole);
