using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;

namespace Graceful.Routing;

/// <summary>A parameter of an <see cref="ActionMethod"/>, or a member of an object that is made of arguments.</summary>
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

    /// <summary>The value when the request has none; <see cref="DBNull"/> where there is no default, as reflection has it.</summary>
    public required object? Otherwise { get; init; }

    public required bool MayBeMissing { get; init; }

    public bool HasTryParse { get; init; }

    public bool HasBindAsync { get; init; }

    string IParameterBindingMetadata.Name => Name!;

    bool IParameterBindingMetadata.IsOptional => MayBeMissing;

    ParameterInfo IParameterBindingMetadata.ParameterInfo => this;

    public override ParameterAttributes Attributes =>
        (MayBeMissing ? ParameterAttributes.Optional : default) | (HasDefaultValue ? ParameterAttributes.HasDefault : default);

    public override bool HasDefaultValue => Otherwise is not DBNull;

    public override object? DefaultValue => Otherwise;

    public override object? RawDefaultValue => Otherwise;

    public override object[] GetCustomAttributes(bool inherit) => _attributes.Value;

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) => DescribedAttributes.Of(attributeType, _attributes.Value);

    // Those who ask for the data of attributes want to know of a few that generated code has no use for; there are none.
    public override IList<CustomAttributeData> GetCustomAttributesData() => [];

    public override bool IsDefined(Type attributeType, bool inherit) => _attributes.Value.Any(attributeType.IsInstanceOfType);
}

internal static class DescribedAttributes
{
    /// <summary>The attributes of a type, in an array of that type: <see cref="CustomAttributeExtensions"/> casts to one.</summary>
    public static Attribute[] Of(Type type, Attribute[] all)
    {
        var found = all.Where(type.IsInstanceOfType).ToArray();
        var typed = ArrayOf(type, found.Length);
        found.CopyTo(typed, 0);
        return typed;
    }

    /// <summary>Of annotations, OpenAPI asks under NativeAOT too, where an array of a type that is not known beforehand cannot be made.</summary>
    private static Attribute[] ArrayOf(Type type, int length) =>
        type == typeof(ValidationAttribute) ? new ValidationAttribute[length]
        : RuntimeFeature.IsDynamicCodeSupported && type.IsSubclassOf(typeof(Attribute)) ? (Attribute[])Array.CreateInstance(type, length)
        : new Attribute[length];
}
