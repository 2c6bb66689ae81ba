using System.Text.RegularExpressions;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;

namespace Generator.Tests.Mvc;

/// <summary>
/// The checks of Graceful's own controllers that apply to compiled MVC controllers too: routes that conflict, JSON without a context,
/// and attributes without effect.
/// </summary>
public sealed partial class MvcRouteConflictTests
{
    private const string OptIn = "[assembly: CompileMvcControllers]";

    private const string Usings = """
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;

        """;

    /// <summary>A mark has the identifier of the diagnostic: <c>{GR0002|...|}</c>.</summary>
    private const string Conflicts = """
        namespace Same
        {
            [Route("same")]
            public class AController : ControllerBase
            {
                [HttpGet("a")] public string One() => "";
                [HttpGet({GR0002|"A"|})] public string Two() => "";
                [HttpGet] public string Three() => "";
                [HttpGet] public string {GR0002|Four|}() => "";
                [HttpPost("consumes"), Consumes("text/a")] public string Five() => "";
                [HttpPost({GR0002|"consumes"|}), Consumes("text/b")] public string Six() => "";
                [HttpGet("ties/{id:int}")] public string Seven(int id) => "";
                [HttpGet({GR0012|"ties/{n:min(1)}"|})] public string Eight(int n) => "";
                [HttpGet("first/{x}", Order = -1)] public string Nine(string x) => "";
                [HttpGet({GR0038|"first/{x:int}"|})] public string Ten(int x) => "";
            }

            public abstract class Base : ControllerBase
            {
                [HttpDelete("inherited")] public void Remove() { }
            }

            [Route("same")] public class BController : Base;
            [Route("same")] public class {GR0002|CController|} : Base;
        }

        namespace Own
        {
            [Graceful.Controller("own")]
            public static class Own
            {
                [Get("{id}")] public static string Show(int id) => "";
            }

            [Route("own/{id}")]
            public class MvcController : ControllerBase
            {
                [HttpGet] public string {GR0002|Show|}(int id) => "";
                [HttpPut] public string Put(int id) => "";
            }
        }
        """;

    private const string Free = """
        [Route("free")]
        public class AController : ControllerBase
        {
            [HttpGet("a")] public string One() => "";
            [HttpPost("a")] public string Two() => "";
            [HttpGet("c/{id:int}", Order = 1)] public string Three(int id) => "";
            [HttpGet("c/{n:min(1)}")] public string Eight(int n) => "";
            [HttpGet("{id:int}")] public string Four(int id) => "";
            [HttpGet("{name}")] public string Five(string name) => "";
            [HttpGet("b"), NonAction] public string Six() => "";
            [HttpGet("b")] public string Seven() => "";
        }

        [NonController] public class BController : ControllerBase { [HttpGet("/free/a")] public string One() => ""; }
        """;

    private const string Advice = """
        namespace Advice
        {
            [Route("advice")]
            public class AController : ControllerBase
            {
                [HttpGet("{x:int:{GR0039|guid|}}")] public string One(string x) => x;
                [HttpGet("body")] public string Two([FromBody] string {GR0033|text|}) => text;
                [HttpGet("maybe")] public string Three([FromBody] string? {GR0033|text|} = null) => text ?? "";
                [HttpPost("read")] public string Four([FromBody] Book {GR0034|book|}) => book.Title;
                [HttpPost("member")] public string Member([FromQuery] Wrapped {GR0034|wrapped|}) => wrapped.Book.Title;
                [HttpGet("sent")] public Task<ActionResult<Book>> {GR0034|Five|}() => throw new InvalidOperationException();
                [HttpGet("list")] public List<Book> {GR0034|Six|}() => [];
                [HttpGet("ok")] public IActionResult Seven(bool all) => all ? Ok({GR0034|new Book[1]|}) : NotFound({GR0034|new { all }|});
                [HttpGet("by-name")] public IActionResult Eight() => StatusCode(value: {GR0034|new Book("")|}, statusCode: 201);
                [HttpGet("covered")] public IActionResult Nine(Guid id) => id == default ? Ok(new Tag("")) : BadRequest(ModelState);
                [HttpGet("simple")] public ActionResult<int> Ten() => Problem("x");
            }

            [Route("anonymous"), AllowAnonymous]
            public class BController : ControllerBase
            {
                [HttpGet, {GR0036|Authorize|}] public string One() => "";
            }

            public sealed record Book(string Title);
            public sealed record Tag(string Name);
            public sealed class Wrapped { [FromBody] public Book Book { get; set; } = new(""); }

            [System.Text.Json.Serialization.JsonSerializable(typeof(Tag))]
            public partial class AppJson : System.Text.Json.Serialization.JsonSerializerContext;
        }
        """;

    [Fact]
    public Task Routes_that_conflict_are_reported() => AssertFiresAsync(Conflicts);

    [Fact]
    public Task Checks_of_own_controllers_apply() => AssertFiresAsync(Advice);

    [Fact]
    public async Task Routes_that_do_not_conflict_are_not_reported() => Assert.Empty(await Analysis.RunAsync(Usings + OptIn + Free));

    /// <summary>The generated code compiles: the later action is left out, as the diagnostic states.</summary>
    [Fact]
    public void A_route_that_conflicts_is_left_out()
    {
        var run = GeneratorRun.Of(Usings + OptIn + Mark().Replace(Conflicts, "$2"));

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        var routes = run.Files["Graceful.Routes.g.cs"];
        Assert.Contains("AControllerActions.OneRoute", routes, StringComparison.Ordinal);
        Assert.DoesNotContain("AControllerActions.TwoRoute", routes, StringComparison.Ordinal);
    }

    private static async Task AssertFiresAsync(string source)
    {
        var text = Usings + OptIn + source;
        var expected = new List<(string, int, string)>();
        for (var mark = Mark().Match(text); mark.Success; mark = Mark().Match(text))
        {
            text = text[..mark.Index] + mark.Groups[2].Value + text[(mark.Index + mark.Length)..];
            expected.Add((mark.Groups[1].Value, mark.Index, mark.Groups[2].Value));
        }

        var found = (await Analysis.RunAsync(text)).Select(one =>
            (one.Id, one.Location.SourceSpan.Start, text[one.Location.SourceSpan.Start..one.Location.SourceSpan.End]));
        Assert.Equal(expected, found);

        // Without the switch, MVC serves the controllers.
        Assert.Empty(await Analysis.RunAsync(text.Replace(OptIn, string.Empty, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\{(GR\d{4})\|(.*?)\|\}")]
    private static partial Regex Mark();
}
