using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Graceful.Routing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Generator.Tests.Running;

/// <summary>The endpoint of a route, as generated code creates it.</summary>
public sealed class ActionRouteTests
{
    [Fact]
    public void The_endpoint_has_the_properties_of_the_route()
    {
        var route = ActionRoute.Create(
            _ => Task.CompletedTask, "/a/{b}/{*c=d}", RouteVerbs.Get | RouteVerbs.Put, "GET /a", name: "link", order: 5);

        var endpoint = route.Endpoint;
        Assert.Equal(("GET /a", "/a/{b}/{*c=d}", 5), (endpoint.DisplayName, endpoint.RoutePattern.RawText, endpoint.Order));
        Assert.Same(route, Single<ActionRoute>(route));
        Assert.Equal(["GET", "PUT"], Single<HttpMethodMetadata>(route).HttpMethods);
        Assert.Equal("link", Single<IRouteNameMetadata>(route).RouteName);
        Assert.Equal("link", Single<IEndpointNameMetadata>(route).EndpointName);
        Assert.True(Single<ISuppressMatchingMetadata>(route).SuppressMatching);
        Assert.Equal((2, 2, 1), (route.SlotCount, route.CaptureCount, route.CatchAllSlot));
        Assert.Equal(("b", null, "c", "d"), (route.SlotName(0), route.DefaultOf(0), route.SlotName(1), route.DefaultOf(1)));
        Assert.Equal((0, 1), (route.CaptureOf(0), route.CaptureOf(1)));
        Assert.False(route.AcceptsPreflight);
        Assert.Null(route.Hosts);
        Assert.Null(route.Consumes);
        Assert.Null(route.RequestSizeLimit);
    }

    [Fact]
    public void A_route_without_verb_and_name_has_no_such_metadata()
    {
        var route = ActionRoute.Create(_ => Task.CompletedTask, "/", RouteVerbs.None, "all");

        Assert.Empty(route.Endpoint.Metadata.OfType<HttpMethodMetadata>());
        Assert.Empty(route.Endpoint.Metadata.OfType<IRouteNameMetadata>());
        Assert.Empty(route.Endpoint.Metadata.OfType<IEndpointNameMetadata>());
        Assert.Equal((0, 0, -1), (route.SlotCount, route.CaptureCount, route.CatchAllSlot));
    }

    [Theory]
    [InlineData(new[] { 0, 2, -1 }, 3)]
    [InlineData(new[] { -1, -1, -1 }, 0)]
    public void The_captures_of_a_route_are_those_that_its_slots_have(int[] captures, int count)
    {
        var route = ActionRoute.Create(
            _ => Task.CompletedTask, "/{a}.{b}", RouteVerbs.Get, "test", slots: ["a", "b", "other"], captures: captures);

        Assert.Equal((3, count), (route.SlotCount, route.CaptureCount));
        Assert.Equal(captures, Enumerable.Range(0, 3).Select(route.CaptureOf));
    }

    [Fact]
    public void What_matching_needs_is_taken_from_the_attributes()
    {
        var route = ActionRoute.Create(
            _ => Task.CompletedTask, "/", RouteVerbs.Get, "test",
            metadata:
            [
                new EnableCorsAttribute(), new HostAttribute("a.example"), new RequestSizeLimitAttribute(5),
                new ConsumesAttribute("text/a"), new ConsumesAttribute("text/b", "text/c"),
            ]);

        Assert.True(route.AcceptsPreflight);
        Assert.True(Single<HttpMethodMetadata>(route).AcceptCorsPreflight);
        Assert.NotNull(route.Hosts);
        Assert.Equal(5, route.RequestSizeLimit!.MaxRequestBodySize);
        Assert.Equal(["text/b", "text/c"], route.Consumes);

        var app = new AppRoute(route.Endpoint);
        Assert.True(app.AcceptsPreflight);
        Assert.NotNull(app.Hosts);
        Assert.Equal(5, app.RequestSizeLimit!.MaxRequestBodySize);

        var plain = new AppRoute(ActionRoute.Create(_ => Task.CompletedTask, "/", RouteVerbs.Get, "test").Endpoint);
        Assert.Equal((false, null, null), (plain.AcceptsPreflight, plain.Hosts, plain.RequestSizeLimit));
    }

    [Fact]
    public void The_description_is_metadata_of_the_endpoint()
    {
        var required = new RequiredAttribute();
        var route = Describe(action =>
        {
            BeginMethod(action);
            action.Parameter(ParameterSource.Route, "id", typeof(int), isText: true);
            action.Parameter(ParameterSource.Query, "page", typeof(int), isOptional: true, otherwise: 7, attributes: () => [required]);
            action.Parameter(ParameterSource.None, "services", typeof(IServiceProvider));
            action.Parameter(ParameterSource.Itself, "own", typeof(string));
            action.ParameterMayBeNull();
            action.Member(ParameterSource.Header, "X-Member", typeof(string));
            action.Accepts(typeof(string), isOptional: true, "text/a", "text/b");
            action.NeedsAntiforgeryToken();
            action.Sends(201, typeof(string), "text/c");
            action.ResultMayBeNull();
            action.MayRefuse();
        });

        var method = Single<MethodInfo>(route);
        Assert.Equal(("Show", typeof(ActionRouteTests), typeof(string)), (method.Name, method.DeclaringType, method.ReturnType));
        Assert.Equal(["Tag"], Single<ITagsMetadata>(route).Tags);

        // A member of an object is no parameter of the method, and a service is none that the client sends.
        Assert.Equal(["id", "page", "services", "own"], method.GetParameters().Select(parameter => parameter.Name));
        var parameters = route.Endpoint.Metadata.OfType<IParameterBindingMetadata>().ToArray();
        Assert.Equal(["id", "page", "own", "X-Member"], parameters.Select(parameter => parameter.Name));
        Assert.Equal([0, 1, 3, 4], parameters.Select(parameter => parameter.ParameterInfo.Position));
        Assert.Equal([true, false, false, false], parameters.Select(parameter => parameter.HasTryParse));
        Assert.Equal([false, false, true, false], parameters.Select(parameter => parameter.HasBindAsync));
        Assert.Equal([false, true, false, false], parameters.Select(parameter => parameter.IsOptional));
        Assert.Equal([false, true, false, false], parameters.Select(parameter => parameter.ParameterInfo.HasDefaultValue));
        Assert.Equal(7, parameters[1].ParameterInfo.DefaultValue);
        Assert.Equal(DBNull.Value, parameters[0].ParameterInfo.RawDefaultValue);
        Assert.Equal(
            [ParameterAttributes.None, ParameterAttributes.Optional | ParameterAttributes.HasDefault, default, default],
            parameters.Select(parameter => parameter.ParameterInfo.Attributes));

        // Its attributes, after the source of the value.
        var page = parameters[1].ParameterInfo;
        Assert.Equal("page", Assert.IsAssignableFrom<IFromQueryMetadata>(page.GetCustomAttributes(false)[0]).Name);
        Assert.Same(required, page.GetCustomAttributes(false)[1]);
        Assert.Same(required, Assert.Single(page.GetCustomAttributes<ValidationAttribute>()));
        Assert.Same(required, Assert.Single(page.GetCustomAttributes<RequiredAttribute>()));
        Assert.True(page.IsDefined(typeof(RequiredAttribute), false));
        Assert.False(parameters[0].ParameterInfo.IsDefined(typeof(RequiredAttribute), false));
        Assert.Equal((2, 1, 1), (Data(page), Data(parameters[0].ParameterInfo), Data(parameters[2].ParameterInfo)));

        var body = Single<IAcceptsMetadata>(route);
        Assert.Equal((typeof(string), true, "text/a,text/b"), (body.RequestType, body.IsOptional, string.Join(',', body.ContentTypes)));
        Assert.True(Single<IAntiforgeryMetadata>(route).RequiresValidation);
        Assert.Equal([201, 400], Responses(route));
        Assert.Single(method.ReturnParameter.GetCustomAttributesData());

        static int Data(ParameterInfo parameter) => parameter.GetCustomAttributesData().Count;
    }

    [Fact]
    public void A_response_of_unknown_content_is_a_200_unless_attributes_describe_the_responses()
    {
        Assert.Empty(Responses(Describe(_ => { })));
        Assert.Equal([200], Responses(Describe(action => action.SendsSomething())));
        Assert.Equal([204], Responses(Describe(action => action.SendsSomething(), new ProducesResponseTypeMetadata(204, typeof(void)))));
    }

    [Fact]
    public void An_obsolete_action_has_the_attribute_on_its_method()
    {
        var obsolete = new ObsoleteAttribute("old");
        var method = Single<MethodInfo>(Describe(
            BeginMethod, new ObsoleteAttribute("older"), obsolete));
        var other = Single<MethodInfo>(Describe(BeginMethod));

        Assert.Same(obsolete, Assert.Single(method.GetCustomAttributes(false)));
        Assert.Same(obsolete, method.GetCustomAttribute<ObsoleteAttribute>());
        Assert.Single(method.GetCustomAttributesData());
        Assert.True(method.IsDefined(typeof(ObsoleteAttribute), false));
        Assert.False(method.IsDefined(typeof(RequiredAttribute), false));
        Assert.Empty(other.GetCustomAttributes(false));
        Assert.Empty(other.GetCustomAttributes<ObsoleteAttribute>());
        Assert.Empty(other.GetCustomAttributesData());
        Assert.False(other.IsDefined(typeof(ObsoleteAttribute), false));
        Assert.Empty(other.ReturnParameter.GetCustomAttributesData());
        Assert.Throws<NotSupportedException>(() => method.Invoke(null, null));
        Assert.Throws<NotSupportedException>(() => method.MethodHandle);
    }

    [Fact]
    public void A_description_has_an_order()
    {
        Describe(action => Assert.Throws<InvalidOperationException>(() => action.Parameter(ParameterSource.Query, "a", typeof(int))));
        Describe(action => Assert.Throws<InvalidOperationException>(action.ParameterMayBeNull));
    }

    private static void BeginMethod(ActionDescription action)
    {
        action.Begin(typeof(ActionRouteTests), "Show", "Tag");
        action.Returns(typeof(string));
    }

    private static ActionRoute Describe(Action<ActionDescription> describe, params object[] metadata) =>
        ActionRoute.Create(_ => Task.CompletedTask, "/", RouteVerbs.Get, "test", describe, metadata);

    private static T Single<T>(ActionRoute route)
        where T : class => Assert.Single(route.Endpoint.Metadata.OfType<T>());

    private static IEnumerable<int> Responses(ActionRoute route) =>
        route.Endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Select(response => response.StatusCode);
}
