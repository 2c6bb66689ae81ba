using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Graceful.Routing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Generator.Tests.Running;

/// <summary>
/// The attributes of a described parameter, by both ways of reading them: the overrides, which the JIT's runtime calls, and the data,
/// which NativeAOT reads. <c>NativeBookshopTests</c> reads them in a native binary.
/// </summary>
public sealed class DescribedAttributeTests
{
    private static readonly RangeAttribute Range = new(1, 5);

    [Fact]
    public void The_data_leads_to_the_same_objects_as_the_overrides()
    {
        var parameter = Describe();
        var attributes = parameter.GetCustomAttributes(inherit: true);

        Assert.Equal([typeof(IFromHeaderMetadata), typeof(RangeAttribute)], attributes.Select(one =>
            one is IFromHeaderMetadata { Name: "X-V" } ? typeof(IFromHeaderMetadata) : one.GetType()));
        Assert.Equal(attributes, parameter.GetCustomAttributesData().Where(data => data.ConstructorArguments.Count == 0).Select(Create));
        Assert.Same(Range, parameter.GetCustomAttribute<RangeAttribute>());
    }

    [Fact]
    public void The_data_has_the_types_of_the_attributes()
    {
        var types = Describe().CustomAttributes.Select(data => data.AttributeType).ToArray();

        Assert.Contains(types, typeof(ValidationAttribute).IsAssignableFrom);
        Assert.Contains(types, typeof(IFromHeaderMetadata).IsAssignableFrom);
        Assert.DoesNotContain(types, typeof(IFromServiceMetadata).IsAssignableFrom);
        Assert.Contains(typeof(RangeAttribute), types);
    }

    [Fact]
    public void A_nullable_reference_is_marked_beside_the_attributes()
    {
        var parameter = Describe(description => description.ParameterMayBeNull());

        Assert.Equal(NullabilityState.Nullable, new NullabilityInfoContext().Create(parameter).ReadState);
        Assert.Equal(3, parameter.GetCustomAttributesData().Count);
    }

    /// <summary>
    /// NativeAOT looks for the constructor with the types of the arguments, and invokes it. The type of the data is that of the
    /// constructor there.
    /// </summary>
    private static object Create(CustomAttributeData data) =>
        data.Constructor.DeclaringType!.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Single(constructor => constructor.GetParameters().Length == data.ConstructorArguments.Count)
            .Invoke([]);

    private static ParameterInfo Describe(Action<ActionDescription>? then = null)
    {
        var endpoint = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse("/"), order: 0);
        var description = new ActionDescription(endpoint);
        description.Begin(typeof(DescribedAttributeTests), "Show", "tag");
        description.Returns(typeof(string));
        description.Parameter(ParameterSource.Header, "X-V", typeof(string), attributes: () => [Range]);
        then?.Invoke(description);
        return endpoint.Metadata.OfType<IParameterBindingMetadata>().Single().ParameterInfo;
    }
}
