using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Generator.Tests.Matching;

/// <summary>The route values of a request, from its path and from the dictionary that other code may change.</summary>
public sealed class RouteValuesTests
{
    [Fact]
    public void Values_come_from_the_path_and_from_the_defaults()
    {
        var (_, values) = Create("/{a}/{b=x}/{c?}/{*d}", "/one", At(1, 4), 0, 0, 0);

        Assert.Equal(["one", "x", null, null], Enumerable.Range(0, 4).Select(values.Text));
        Assert.Equal(["one", "x", "", ""], Enumerable.Range(0, 4).Select(slot => values[slot].ToString()));
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(values.Has));
    }

    [Fact]
    public void A_route_may_have_more_captures_than_fit_into_the_object()
    {
        foreach (var count in new[] { 3, 4, 5, 6 })
        {
            var pattern = string.Concat(Enumerable.Range(0, count).Select(i => $"/{{p{i}}}"));
            var path = string.Concat(Enumerable.Range(0, count).Select(i => $"/{i}"));
            var (_, values) = Create(pattern, path, [.. Enumerable.Range(0, count).Select(i => At((2 * i) + 1, (2 * i) + 2)), -1, -1]);

            Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), Enumerable.Range(0, count).Select(values.Text));
        }
    }

    [Fact]
    public void A_slot_has_the_capture_of_its_route()
    {
        var route = ActionRoute.Create(
            _ => Task.CompletedTask, "/{a}/{b}", RouteVerbs.Get, "test", slots: ["b", "other", "a"], captures: [1, -1, 0]);
        var values = new RouteValues(route, "/x/y", [At(1, 2), At(3, 4)]);

        Assert.Equal(["y", null, "x"], Enumerable.Range(0, 3).Select(values.Text));
        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(values.Has));
    }

    [Fact]
    public void The_dictionary_has_the_values_that_exist_and_the_catch_all()
    {
        IRouteValuesFeature feature = Create("/{a}/{b=x}/{c?}/{*d}", "/one", At(1, 4), 0, 0, 0).Values;

        Assert.Equal(new RouteValueDictionary { ["a"] = "one", ["b"] = "x", ["d"] = null }, feature.RouteValues);
        Assert.Same(feature.RouteValues, feature.RouteValues);
    }

    [Fact]
    public void What_other_code_writes_into_the_dictionary_wins()
    {
        var (context, values) = Create("/{a}/{b}", "/1/2", At(1, 2), At(3, 4));
        IRouteValuesFeature feature = values;
        feature.RouteValues["a"] = 5.5;
        feature.RouteValues.Remove("b");

        Assert.Equal(("5.5", null, "5.5"), (values.Text(0), values.Text(1), values[0].ToString()));
        Assert.Equal((true, false), (values.Has(0), values.Has(1)));
        Assert.Equal("5.5", values.TextWithSlashes(0, context));

        feature.RouteValues = new RouteValueDictionary { ["b"] = "new" };
        Assert.Equal((null, "new"), (values.Text(0), values.Text(1)));
        feature.RouteValues = null!;
        Assert.Empty(feature.RouteValues);
    }

    [Fact]
    public void Encoded_slashes_are_decoded_only_on_demand()
    {
        var (context, values) = Create("/{a}/{b=x%2Fy}", "/1%2F2", At(1, 6), 0);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/1%2F2";

        Assert.Equal(("1%2F2", "1/2"), (values.Text(0), values.TextWithSlashes(0, context)));
        Assert.Equal(("x%2Fy", "x%2Fy"), (values.Text(1), values.TextWithSlashes(1, context)));
    }

    [Fact]
    public void A_request_has_the_values_of_its_endpoint()
    {
        var (context, values) = Create("/{a}", "/1", At(1, 2));
        context.Features.Set<IRouteValuesFeature>(values);
        Assert.Same(values, RouteValues.Of(context));

        // Another middleware has set our endpoint, and values of its own.
        var other = new DefaultHttpContext { Request = { RouteValues = new RouteValueDictionary { ["a"] = "x" } } };
        other.SetEndpoint(ActionRoute.Create(_ => Task.CompletedTask, "/{a}", RouteVerbs.Get, "test").Endpoint);
        Assert.Equal("x", RouteValues.Of(other).Text(0));

        Assert.Throws<InvalidOperationException>(() => RouteValues.Of(new DefaultHttpContext()));
    }

    [Theory]
    [InlineData("abcXYZ", true)]
    [InlineData("abc\n", true)]
    [InlineData("\n", true)]
    [InlineData("", true)]
    [InlineData("abc\n\n", false)]
    [InlineData("ab1", false)]
    [InlineData("é", false)]
    public void Alpha_is_what_its_regular_expression_matches(string value, bool isAlpha) =>
        Assert.Equal(isAlpha, RouteConstraints.IsAlpha(value));

    [Theory]
    [InlineData("a.txt", true)]
    [InlineData(".x", true)]
    [InlineData("a/b.txt", true)]
    [InlineData("a.b/c", false)]
    [InlineData("/a.b", true)]
    [InlineData("a.b/", false)]
    [InlineData("a", false)]
    [InlineData("a.", false)]
    [InlineData("a...", false)]
    [InlineData("a..b", true)]
    [InlineData("", false)]
    public void A_file_has_an_extension_in_its_last_segment(string value, bool isFile) =>
        Assert.Equal(isFile, RouteConstraints.IsFile(value));

    private static long At(int start, int end) => ((long)start << 32) | (uint)end;

    private static (DefaultHttpContext Context, RouteValues Values) Create(string pattern, string path, params long[] captures)
    {
        var context = new DefaultHttpContext();
        var route = ActionRoute.Create(_ => Task.CompletedTask, pattern, RouteVerbs.Get, "test");
        return (context, new RouteValues(route, path, captures));
    }
}
