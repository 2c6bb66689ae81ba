using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;

namespace Graceful.Routing;

/// <summary>A parameter of an <see cref="ActionMethod"/>, or a member of an object made of arguments.</summary>
internal sealed class ActionParameter : ParameterInfo, IParameterBindingMetadata
{
    private readonly Lazy<Attribute[]> _attributes;

    public ActionParameter(ActionMethod method, int position, string name, Type type, Func<Attribute[]> attributes)
    {
        MemberImpl = method;
        PositionImpl = position;
        NameImpl = name;
        ClassImpl = type;
        _attributes = new(attributes);
    }

    /// <summary>Returns the parameter with its name in the source.</summary>
    public ActionParameter Declared(ActionMethod method, string name) => new(method, Position, name, DeclaredType, () => _attributes.Value)
    {
        // In reflection, a parameter is optional when it has a default value.
        MayBeMissing = HasDefaultValue,
        Otherwise = Otherwise,
        IsMarkedNullable = IsMarkedNullable,
    };

    /// <summary>Gets the default value; <see cref="DBNull"/> when there is none, as in reflection.</summary>
    public required object? Otherwise { get; init; }

    public required bool MayBeMissing { get; init; }

    /// <summary>Gets or sets a value indicating whether the type is a reference that may be null.</summary>
    public bool IsMarkedNullable { get; set; }

    /// <summary>Gets or sets a value indicating whether clients see a string in place of the type.</summary>
    public bool IsShownAsText { get; set; }

    public Type DeclaredType => ClassImpl!;

    public override Type ParameterType => IsShownAsText ? typeof(string) : ClassImpl!;

    /// <summary>Gets or sets a value indicating whether the parameter has no source attribute.</summary>
    public bool IsInferred { get; set; }

    public bool HasTryParse { get; init; }

    public bool HasBindAsync { get; init; }

    /// <summary>Gets or sets the name in the metadata of the endpoint, where each name may occur once; null for the name itself.</summary>
    public string? UniqueName { get; set; }

    string IParameterBindingMetadata.Name => UniqueName ?? Name!;

    bool IParameterBindingMetadata.IsOptional => MayBeMissing;

    ParameterInfo IParameterBindingMetadata.ParameterInfo => this;

    public override ParameterAttributes Attributes =>
        (MayBeMissing ? ParameterAttributes.Optional : default) | (HasDefaultValue ? ParameterAttributes.HasDefault : default);

    public override bool HasDefaultValue => Otherwise is not DBNull;

    public override object? DefaultValue => Otherwise;

    public override object? RawDefaultValue => Otherwise;

    public override object[] GetCustomAttributes(bool inherit) => _attributes.Value;

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) =>
        DescribedAttributes.Of(attributeType, _attributes.Value);

    // NativeAOT reads the attributes from their data. OpenAPI looks there for the compiler's mark of nullable references.
    public override IList<CustomAttributeData> GetCustomAttributesData() =>
        [.. _attributes.Value.Select(attribute => new DescribedAttributeData(attribute)), .. IsMarkedNullable ? NullableMark.One : []];

    public override bool IsDefined(Type attributeType, bool inherit) => _attributes.Value.Any(attributeType.IsInstanceOfType);
}

internal static class DescribedAttributes
{
    /// <summary>Returns the attributes of a type, in an array of that type: <see cref="CustomAttributeExtensions"/> casts to it.</summary>
    public static Attribute[] Of(Type type, Attribute[] all)
    {
        var found = all.Where(type.IsInstanceOfType).ToArray();
        var typed = ArrayOf(type, found.Length);
        found.CopyTo(typed, 0);
        return typed;
    }

    /// <summary>Creates an array of the type of the attributes, or one of <see cref="Attribute"/> where that takes dynamic code.</summary>
    /// <remarks>NativeAOT's own readers create theirs from <see cref="DescribedAttributeData"/>.</remarks>
    private static Attribute[] ArrayOf(Type type, int length) =>
        type == typeof(ValidationAttribute) ? new ValidationAttribute[length]
        : type == typeof(ObsoleteAttribute) ? new ObsoleteAttribute[length]
        : RuntimeFeature.IsDynamicCodeSupported && type.IsSubclassOf(typeof(Attribute)) ? (Attribute[])Array.CreateInstance(type, length)
        : new Attribute[length];
}
