using Graceful.Routing;
using Microsoft.AspNetCore.Http;

namespace Generator.Tests.Matching;

/// <summary>Preflight requests, content types that an action does not consume, and the names of verbs.</summary>
public sealed class RequestKindTests
{
    [Theory]
    [InlineData("https://a.example", "PUT", "Put")]
    [InlineData("https://a.example", "lock", "None")]
    [InlineData("https://a.example", "", null)]
    [InlineData("https://a.example", null, null)]
    [InlineData(null, "PUT", null)]
    public void A_preflight_request_announces_a_verb(string? origin, string? method, string? verb)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Origin = origin;
        request.Headers.AccessControlRequestMethod = method;

        Assert.Equal(verb, Preflight.VerbOf(request)?.ToString());
    }

    [Fact]
    public void A_preflight_request_announces_one_verb_only()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Origin = "https://a.example";
        request.Headers.AccessControlRequestMethod = new(["PUT", "GET"]);

        Assert.Null(Preflight.VerbOf(request));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("application/json", false)]
    [InlineData("APPLICATION/JSON; charset=utf-8", false)]
    [InlineData("text/plain", false)]
    [InlineData("text/html", true)]
    [InlineData("not a type", true)]
    public void A_content_type_that_the_action_does_not_consume_is_refused(string? sent, bool isRefused)
    {
        var request = new DefaultHttpContext { Request = { ContentType = sent } }.Request;

        Assert.Equal(isRefused, UnsupportedMediaType.IsAnswerTo(request, ["application/json", "text/plain", "no type"]));
        Assert.Equal(sent is { Length: > 0 }, UnsupportedMediaType.IsAnswerTo(request, []));
    }

    [Fact]
    public async Task The_refusal_has_the_status_415()
    {
        var context = new DefaultHttpContext();
        await UnsupportedMediaType.Endpoint.RequestDelegate!(context);

        Assert.Equal(415, context.Response.StatusCode);
    }

    [Fact]
    public void Verbs_have_the_order_of_the_Allow_header()
    {
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"], RouteVerbNames.Of((RouteVerbs)127));
        Assert.Equal(["PUT"], RouteVerbNames.Of(RouteVerbs.Put));
        Assert.Empty(RouteVerbNames.Of(RouteVerbs.None));
    }

    [Fact]
    public void A_search_collects_the_verbs_of_the_routes_that_it_refuses()
    {
        var search = new RouteSearch("/a/", "PUT", new long[2]);
        Assert.False(search.Accepts(RouteVerbs.Get));
        Assert.False(search.Accepts(RouteVerbs.Get));
        Assert.False(search.Accepts(RouteVerbs.Post));
        Assert.Equal(RouteVerbs.Get | RouteVerbs.Head | RouteVerbs.Post, search.Allowed);
        Assert.True(search.Accepts(RouteVerbs.Put | RouteVerbs.Delete));
        Assert.Equal(RouteVerbs.Get | RouteVerbs.Head | RouteVerbs.Post, search.Allowed);

        Assert.True(new RouteSearch("/a", "HEAD", []).Accepts(RouteVerbs.Get));
        Assert.False(new RouteSearch("/a", "GET", []).Accepts(RouteVerbs.Head));
        Assert.False(new RouteSearch("/a", "HEAD", []).Accepts(RouteVerbs.Post));
    }

    [Fact]
    public void A_capture_is_a_range_of_the_path()
    {
        var search = new RouteSearch("/ab/cd/", "GET", new long[2]);
        Assert.Equal("/ab/cd", search.Path.ToString());
        search.Capture(0, 1, 3);
        search.CaptureRest(1, 4);

        Assert.Equal(("ab", "cd/"), (search.Captured(0).ToString(), search.Captured(1).ToString()));
        Assert.Equal((1, 4), (search.StartOf(0), search.StartOf(1)));
        search.CaptureNothing(0);
        Assert.Equal(string.Empty, search.Captured(0).ToString());
    }

    [Fact]
    public void A_search_without_room_for_its_captures_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RouteSearch("/ab", "GET", new long[1]).FindSlashes(captures: 2));

        var search = new RouteSearch("/ab", "GET", new long[1]);
        search.FindSlashes(captures: 1);
        search.CaptureSegment(0, 1, search.EndOfSegment(1));
        Assert.Equal("ab", search.Captured(0).ToString());
    }

    [Fact]
    public void Hosts_are_compared_only_where_the_route_has_some()
    {
        var everywhere = ActionRoute.Create(_ => Task.CompletedTask, "/a", RouteVerbs.Get, "test");
        var here = ActionRoute.Create(_ => Task.CompletedTask, "/a", RouteVerbs.Get, "test",
            metadata: [new Microsoft.AspNetCore.Routing.HostAttribute("here")]);
        var request = new DefaultHttpContext { Request = { Host = new HostString("there") } }.Request;

        Assert.True(new RouteSearch("/a", RouteVerbs.Get, [], request).IsForHostOf(everywhere));
        Assert.False(new RouteSearch("/a", RouteVerbs.Get, [], request).IsForHostOf(here));
        Assert.True(new RouteSearch("/a", RouteVerbs.Get, []).IsForHostOf(here));
        request.Host = new HostString("here");
        Assert.True(new RouteSearch("/a", RouteVerbs.Get, [], request).IsForHostOf(here));
    }
}
