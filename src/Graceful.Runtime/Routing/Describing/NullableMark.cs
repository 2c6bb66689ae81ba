using System.Reflection;
using System.Runtime.CompilerServices;

namespace Graceful.Routing;

/// <summary>The data of the attribute that marks a nullable reference. <see cref="NullabilityInfoContext"/> reads it.</summary>
internal sealed class NullableMark : CustomAttributeData
{
    private const byte Annotated = 2;

    private NullableMark()
    {
    }

    public static IList<CustomAttributeData> One { get; } = [new NullableMark()];

    public override Type AttributeType => typeof(NullableAttribute);

    public override ConstructorInfo Constructor => typeof(NullableAttribute).GetConstructor([typeof(byte)])!;

    public override IList<CustomAttributeTypedArgument> ConstructorArguments { get; } = [new(typeof(byte), Annotated)];

    public override IList<CustomAttributeNamedArgument> NamedArguments { get; } = [];
}
