using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Attributes of base classes and overridden methods are in the order of MVC: filters run, and metadata wins, as there.</summary>
public sealed class MvcInheritanceTests(ITestOutputHelper output)
{
    private const string Source = """
        using Microsoft.AspNetCore.Cors;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;

        [assembly: CompileMvcControllers]

        [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
        public class NoteAttribute(string name) : ActionFilterAttribute
        {
            public override void OnActionExecuting(ActionExecutingContext context) =>
                context.HttpContext.Response.Headers.Append("X-Notes", name);
        }

        [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
        public sealed class OwnNoteAttribute(string name) : NoteAttribute(name);

        public sealed class OtherNoteAttribute(string name) : NoteAttribute(name);

        [Note("base"), OwnNote("own base"), OtherNote("other base"), EnableCors("p")]
        public abstract class NotedBase<T> : ControllerBase
        {
            [HttpGet, Note("virtual"), OwnNote("own virtual"), OtherNote("other virtual"), EnableCors("q")]
            public virtual string Overridden(T? value) => $"{value}";

            [HttpGet, Note("inherited"), DisableCors] public string Inherited() => "inherited";
            [HttpGet] public string Bare() => "bare";
        }

        [Note("middle")]
        public abstract class NotedMiddle : NotedBase<int>;

        [Route("noted/[action]"), Note("first"), Note("second"), OwnNote("own"), DisableCors]
        public class NotedController : NotedMiddle
        {
            [Note("override"), DisableCors] public override string Overridden(int value) => "overridden";
            [HttpGet, OtherNote("other"), Note("ordered", Order = -1)] public string Own() => "own";
        }
        """;

    private const string Services = """
        builder.Services.AddCors(options =>
        {
            options.AddPolicy("p", policy => policy.WithOrigins("http://p"));
            options.AddPolicy("q", policy => policy.WithOrigins("http://q"));
        });

        """;

    [Fact]
    public async Task Inherited_attributes_have_the_order_of_MVC()
    {
        string[] actions = ["overridden", "inherited", "bare", "own"];
        string[] origins = ["", " | Origin: http://p", " | Origin: http://q"];
        await using var apps = await ComparedApps.StartAsync(Source, Services, later: "app.UseCors();");

        var comparison = await apps.CompareAsync(actions.SelectMany(action => origins.Select(origin => $"GET /noted/{action}{origin}")));

        comparison.AssertSame(output, served: 12, refused: 0);
    }
}
