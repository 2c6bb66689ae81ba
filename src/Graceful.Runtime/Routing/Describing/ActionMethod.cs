using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Graceful.Routing;

/// <summary>The method of an action as metadata, created without reflection. It cannot be invoked.</summary>
/// <remarks>The API explorer and OpenAPI ignore an endpoint without a <see cref="MethodInfo"/>, also under NativeAOT.</remarks>
internal sealed class ActionMethod(Type declaringType, string name, Type returnType) : MethodInfo
{
    private readonly List<ParameterInfo> _parameters = [];

    /// <summary>Gets or sets a value indicating whether the result is a nullable reference.</summary>
    public bool ResultMayBeNull { get; set; }

    /// <summary>Gets or sets the attributes that readers look for on the method.</summary>
    public Attribute[] Marks { get; set; } = [];

    /// <summary>Gets those of <see cref="Marks"/> that an overridden method has.</summary>
    public Attribute[] Inherited { get; init; } = [];

    public override string Name => name;

    public override Type DeclaringType => declaringType;

    public override Type ReflectedType => declaringType;

    public override Type ReturnType => returnType;

    public override MethodAttributes Attributes => MethodAttributes.Public;

    public override Module Module => declaringType.Module;

    public override ICustomAttributeProvider ReturnTypeCustomAttributes => this;

    // Microsoft.AspNetCore.OpenApi reads the nullability of the response from it (TypeExtensions.ShouldApplyNullableResponseSchema).
    public override ParameterInfo ReturnParameter =>
        new ActionParameter(this, -1, string.Empty, returnType, () => [])
        {
            Otherwise = DBNull.Value,
            MayBeMissing = false,
            IsMarkedNullable = ResultMayBeNull,
        };

    public override RuntimeMethodHandle MethodHandle => throw NotCallable();

    public void Add(ParameterInfo parameter) => _parameters.Add(parameter);

    public override ParameterInfo[] GetParameters() => [.. _parameters];

    public override MethodImplAttributes GetMethodImplementationFlags() => MethodImplAttributes.Managed;

    public override MethodInfo GetBaseDefinition() => this;

    public override object[] GetCustomAttributes(bool inherit) => Found(inherit);

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) =>
        DescribedAttributes.Of(attributeType, Found(inherit));

    /// <remarks>As in reflection, without those of overridden methods. NativeAOT has no other data to find them in.</remarks>
    public override IList<CustomAttributeData> GetCustomAttributesData() =>
        [.. Found(inherit: !RuntimeFeature.IsDynamicCodeSupported).Select(mark => new DescribedAttributeData(mark))];

    public override bool IsDefined(Type attributeType, bool inherit) => Found(inherit).Any(attributeType.IsInstanceOfType);

    public override object Invoke(
        object? obj, BindingFlags invokeAttr, Binder? binder, object?[]? parameters, CultureInfo? culture) => throw NotCallable();

    public override string ToString() => $"{declaringType}.{name}";

    private Attribute[] Found(bool inherit) => inherit ? Marks
        : [.. Marks.Where(mark => !Inherited.Contains(mark, ReferenceEqualityComparer.Instance))];

    private NotSupportedException NotCallable() => new($"{this} only describes an action and cannot be invoked.");
}
