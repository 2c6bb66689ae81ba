using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Filters and their attributes may be in a generic class, and name its type parameters.</summary>
public sealed class MvcNestedFilterTests(ITestOutputHelper output)
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;

        [assembly: CompileMvcControllers]

        public sealed class Note<T> : IActionFilter
        {
            public void OnActionExecuting(ActionExecutingContext context) =>
                context.HttpContext.Response.Headers.Append("X-Note", typeof(T).Name);
            public void OnActionExecuted(ActionExecutedContext context) { }
        }

        public static class Outer<T>
        {
            public sealed class Inner(string text) : IActionFilter
            {
                public void OnActionExecuting(ActionExecutingContext context) =>
                    context.HttpContext.Response.Headers.Append("X-Note", typeof(T).Name + text);
                public void OnActionExecuted(ActionExecutedContext context) { }
            }

            public sealed class NotedAttribute() : TypeFilterAttribute(typeof(Note<T>));
            public sealed class ArrayAttribute : TypeFilterAttribute { public ArrayAttribute() : base(typeof(Note<T[]>)) { } }
        }

        [ApiController, Route("z")]
        public sealed class ZController : ControllerBase
        {
            [HttpGet("a"), Outer<int>.Noted] public string A() => "a";
            [HttpGet("b"), Outer<string>.Array] public string B() => "b";
            [HttpGet("c"), TypeFilter(typeof(Outer<long>.Inner), Arguments = ["text"])] public string C() => "c";
        }
        """;

    [Fact]
    public async Task They_run_as_in_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(Source, "");

        var comparison = await apps.CompareAsync(["GET /z/a", "GET /z/b", "GET /z/c"]);

        comparison.AssertSame(output, served: 3, refused: 0);
    }
}
