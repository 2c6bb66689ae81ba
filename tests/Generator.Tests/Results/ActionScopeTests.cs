using System.Text;
using Graceful;
using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Results;

/// <summary>The text that is sent before the result of an action, and the body that its status permits.</summary>
public sealed class ActionScopeTests : IDisposable
{
    private readonly MemoryStream _body = new();
    private readonly DefaultHttpContext _httpContext = new();
    private readonly RequestContext _context = new();

    public ActionScopeTests()
    {
        _httpContext.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body));
        _httpContext.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();
    }

    public void Dispose() => _body.Dispose();

    [Theory]
    [InlineData(200, true, false)]
    [InlineData(204, false, false)]
    [InlineData(205, false, false)]
    [InlineData(206, true, false)]
    [InlineData(299, true, false)]
    [InlineData(300, false, true)]
    [InlineData(304, false, true)]
    [InlineData(399, false, true)]
    [InlineData(400, true, false)]
    [InlineData(500, true, false)]
    public async Task Text_precedes_a_result_that_may_have_a_body_and_a_3xx_ends_the_request(int status, bool precedes, bool ends)
    {
        using var scope = new ActionScope(_context, _httpContext);
        _context.Write("before");
        await scope.ExecuteAsync(new TextResult(status), moreFollows: false);

        Assert.Equal((precedes, ends), (_context.Output.IsEmpty, _context.HasEnded));
        Assert.Equal(precedes ? "before body" : " body", Sent());
    }

    [Fact]
    public async Task A_redirect_sends_nothing_before_its_body()
    {
        using var scope = new ActionScope(_context, _httpContext);
        _context.Write("before");
        await scope.ExecuteAsync(TypedResults.Redirect("/a"), moreFollows: true);

        Assert.Equal((false, true), (_context.Output.IsEmpty, _context.HasEnded));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, false)]
    [InlineData(205, false)]
    [InlineData(304, false)]
    [InlineData(404, true)]
    public async Task Text_is_sent_where_the_status_permits_a_body(int status, bool isSent)
    {
        using var scope = new ActionScope(_context, _httpContext);
        _httpContext.Response.StatusCode = status;
        _context.Write("text");
        await scope.SendAsync();

        Assert.Equal(isSent ? "text" : "", Sent());
        Assert.Equal(isSent ? 4 : null, _httpContext.Response.ContentLength);
    }

    [Fact]
    public async Task The_length_and_the_type_that_the_action_has_set_stay()
    {
        using var scope = new ActionScope(_context, _httpContext);
        (_httpContext.Response.ContentLength, _httpContext.Response.ContentType) = (6, "text/html");
        _context.Write("text");
        await scope.SendAsync();

        Assert.Equal((6, "text/html"), (_httpContext.Response.ContentLength, _httpContext.Response.ContentType));
    }

    [Fact]
    public async Task Nothing_is_sent_without_text()
    {
        using var scope = new ActionScope(_context, _httpContext);
        await scope.SendAsync();

        Assert.Equal((null, null), (_httpContext.Response.ContentLength, _httpContext.Response.ContentType));
    }

    [Theory]
    [InlineData(null, "application/json; charset=utf-8")]
    [InlineData("application/problem+json", "application/problem+json")]
    public async Task A_stream_and_null_keep_the_content_type_that_the_action_has_set(string? before, string after)
    {
        _httpContext.Response.ContentType = before;
        await JsonArray.WriteAsync(_httpContext, Enumerable.Range(1, 2).ToAsyncEnumerable());
        Assert.Equal(("[1,2]", after), (Sent(), _httpContext.Response.ContentType));

        _body.SetLength(0);
        (_httpContext.Response.ContentType, _httpContext.Response.ContentLength) = (before, null);
        await ActionResponse.Anything(null).ExecuteAsync(_httpContext);
        Assert.Equal(("null", after, 4), (Sent(), _httpContext.Response.ContentType, _httpContext.Response.ContentLength));
    }

    private string Sent() => Encoding.UTF8.GetString(_body.ToArray());

    private sealed class TextResult(int status) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            await httpContext.Response.Body.WriteAsync(" body"u8.ToArray());
        }
    }
}
