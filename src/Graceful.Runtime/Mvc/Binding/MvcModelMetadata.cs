using System.Collections.ObjectModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Graceful.Mvc;

/// <summary>
/// The metadata of a parameter or a member for a model binder of the app: what is known without reflection over the model.
/// </summary>
/// <remarks>Members that describe the properties of the model are not supported.</remarks>
internal sealed class MvcModelMetadata : ModelMetadata
{
    private readonly string _name;
    private readonly string? _otherName;

    /// <summary>Describes a parameter.</summary>
    public MvcModelMetadata(ParameterInfo parameter)
        : this(ModelMetadataIdentity.ForParameter(parameter, parameter.ParameterType), parameter.Name!, otherName: null)
    {
    }

    /// <summary>Describes a member of an object.</summary>
    public MvcModelMetadata(Type type, string member)
        : this(ModelMetadataIdentity.ForType(type), member, otherName: member)
    {
    }

    private MvcModelMetadata(ModelMetadataIdentity identity, string name, string? otherName)
        : base(identity) => (_name, _otherName) = (name, otherName);

    public DisplayAttribute? Display { get; init; }

    public string? BoundName { get; init; }

    public bool IsRequiredByAttribute { get; init; }

    public bool IsBindingRequiredByAttribute { get; init; }

    public BindingSource Source { get; init; } = BindingSource.Custom;

    public required ModelBindingMessageProvider Messages { get; init; }

    public override IReadOnlyDictionary<object, object> AdditionalValues => ReadOnlyDictionary<object, object>.Empty;

    public override string? BinderModelName => BoundName;

    public override Type? BinderType => null;

    public override BindingSource? BindingSource => Source;

    public override bool ConvertEmptyStringToNull => true;

    public override string? DataTypeName => null;

    public override string? Description => Display?.GetDescription();

    public override string? DisplayFormatString => null;

    /// <remarks>
    /// That of a member is its name, so that <see cref="ModelMetadata.GetDisplayName"/> and messages have what they have in MVC: there, it
    /// is the <see cref="ModelMetadata.PropertyName"/>. Messages about a parameter have no name.
    /// </remarks>
    public override string? DisplayName => Display?.GetName() ?? _otherName;

    public override string? EditFormatString => null;

    public override ModelMetadata? ElementMetadata =>
        ModelType.GetElementType() is { } element
            ? new MvcModelMetadata(ModelMetadataIdentity.ForType(element), _name, otherName: null) { Messages = Messages }
        : ModelType == typeof(string) || !typeof(System.Collections.IEnumerable).IsAssignableFrom(ModelType) ? null
        : throw NotSupported(nameof(ElementMetadata));

    public override IEnumerable<KeyValuePair<EnumGroupAndName, string>>? EnumGroupedDisplayNamesAndValues =>
        IsEnum ? throw NotSupported(nameof(EnumGroupedDisplayNamesAndValues)) : null;

    public override IReadOnlyDictionary<string, string>? EnumNamesAndValues =>
        IsEnum ? throw NotSupported(nameof(EnumNamesAndValues)) : null;

    public override bool HasNonDefaultEditFormat => false;

    public override bool HideSurroundingHtml => false;

    public override bool HtmlEncode => true;

    public override bool IsBindingAllowed => true;

    public override bool IsBindingRequired => IsBindingRequiredByAttribute;

    public override bool IsEnum => UnderlyingOrModelType.IsEnum;

    public override bool IsFlagsEnum => IsEnum && UnderlyingOrModelType.IsDefined(typeof(FlagsAttribute), inherit: false);

    public override bool IsReadOnly => false;

    public override bool IsRequired => IsRequiredByAttribute;

    public override ModelBindingMessageProvider ModelBindingMessageProvider => Messages;

    public override string? NullDisplayText => null;

    public override int Order => DefaultOrder;

    public override string? Placeholder => Display?.GetPrompt();

    public override ModelPropertyCollection Properties => throw NotSupported(nameof(Properties));

    public override IPropertyFilterProvider? PropertyFilterProvider => null;

    public override Func<object, object?>? PropertyGetter => null;

    public override Action<object, object?>? PropertySetter => null;

    public override bool ShowForDisplay => true;

    public override bool ShowForEdit => true;

    public override string? SimpleDisplayProperty => null;

    public override string? TemplateHint => null;

    public override bool ValidateChildren => throw NotSupported(nameof(ValidateChildren));

    public override IReadOnlyList<object> ValidatorMetadata => throw NotSupported(nameof(ValidatorMetadata));

    private NotSupportedException NotSupported(string member) => new(
        $"The model binder of the parameter '{_name}' reads ModelMetadata.{member}, which compiled MVC controllers do not have: it needs " +
        $"reflection over {ModelType}. Use ModelType, ModelName, ValueProvider and ModelState.");
}
