using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>Results that are structures.</summary>
public sealed class AwaitableResultTests
{
    private const string Source = """
        public struct Answer : IResult
        {
            public readonly Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsync("executed");
        }

        public sealed class PassFilter : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
        }

        [Controller("")]
        public static class XController
        {
            [Get("plain")] public static Answer? Plain() => new Answer();
            [Get("task")] public static Task<Answer?> Later() => Task.FromResult<Answer?>(new Answer());
            [Get("context")] public static Answer? WithContext(RequestContext context) => new Answer();
            [Get("filter"), Filter<PassFilter>] public static Answer? Filtered() => new Answer();
        }
        """;

    [Theory]
    [InlineData("/plain")]
    [InlineData("/task")]
    [InlineData("/context")]
    [InlineData("/filter")]
    public async Task A_nullable_structure_that_is_a_result_is_executed(string path)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("executed", await app.GetAsync(path));
    }
}
