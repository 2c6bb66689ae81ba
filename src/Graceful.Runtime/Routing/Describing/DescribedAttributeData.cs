using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Graceful.Routing;

/// <summary>The data of an attribute that exists as an object.</summary>
/// <remarks>
/// NativeAOT reads the attributes of every <see cref="ParameterInfo"/> and <see cref="MethodInfo"/> from this data
/// (CustomAttributeInstantiator in dotnet/runtime). It looks up the constructor by the arguments and invokes it, and it does not call
/// the overrides of <see cref="ParameterInfo.GetCustomAttributes(bool)"/>. The constructor here returns the object.
/// </remarks>
internal sealed class DescribedAttributeData(Attribute attribute) : CustomAttributeData
{
    private readonly AttributeTypeWithObject _type = new(attribute);

    /// <remarks>Filters compare it with their attributes. Only NativeAOT creates attributes from it.</remarks>
    public override Type AttributeType => RuntimeFeature.IsDynamicCodeSupported ? attribute.GetType() : _type;

    public override ConstructorInfo Constructor => _type.Constructor;

    public override IList<CustomAttributeTypedArgument> ConstructorArguments => [];

    public override IList<CustomAttributeNamedArgument> NamedArguments => [];

    public override string ToString() => attribute.ToString()!;

    /// <summary>The type of an attribute, with one constructor.</summary>
    private sealed class AttributeTypeWithObject : TypeDelegator
    {
        [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "Members that the trimmer removed are not described.")]
        public AttributeTypeWithObject(Attribute attribute)
            : base(attribute.GetType()) => Constructor = new ObjectConstructor(this, attribute);

        public ConstructorInfo Constructor { get; }

        [DynamicallyAccessedMembers(
            DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors)]
        public override ConstructorInfo[] GetConstructors(BindingFlags bindingAttr) => [Constructor];
    }

    /// <summary>A constructor without parameters. It returns an object that exists.</summary>
    private sealed class ObjectConstructor(Type type, Attribute attribute) : ConstructorInfo
    {
        public override string Name => ConstructorName;

        public override Type DeclaringType => type;

        public override Type ReflectedType => type;

        public override MethodAttributes Attributes => MethodAttributes.Public | MethodAttributes.SpecialName;

        public override RuntimeMethodHandle MethodHandle => throw new NotSupportedException($"{type} only describes an attribute.");

        public override ParameterInfo[] GetParameters() => [];

        public override MethodImplAttributes GetMethodImplementationFlags() => MethodImplAttributes.Managed;

        public override object[] GetCustomAttributes(bool inherit) => [];

        public override object[] GetCustomAttributes(Type attributeType, bool inherit) => DescribedAttributes.Of(attributeType, []);

        public override bool IsDefined(Type attributeType, bool inherit) => false;

        public override object Invoke(
            object? obj, BindingFlags invokeAttr, Binder? binder, object?[]? parameters, CultureInfo? culture) => attribute;

        public override object Invoke(BindingFlags invokeAttr, Binder? binder, object?[]? parameters, CultureInfo? culture) => attribute;
    }
}
