using Graceful.Generators.Naming;

namespace Generator.Tests.Naming;

public sealed class AttributeNamesTests
{
    [Theory]
    [InlineData("GetAttribute", "Get")]
    [InlineData("MyAttributeSource", "MyAttributeSource")]
    [InlineData("MyAttributeSourceAttribute", "MyAttributeSource")]
    [InlineData("Attribute", "Attribute")]
    [InlineData("Getattribute", "Getattribute")]
    public void Only_the_suffix_is_removed(string name, string simple) => Assert.Equal(simple, AttributeNames.Simple(name));
}
