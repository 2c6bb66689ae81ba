using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>
/// Attributes decide how a property or a parameter is bound, also those of the one that it overrides; absolute routes are one.
/// </summary>
public sealed class MvcPropertyTests(ITestOutputHelper output)
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [assembly: CompileMvcControllers]

        public class Account
        {
            [BindNever] public virtual string? Owner { get; set; } = "none";
            [BindRequired] public virtual int Number { get; set; } = 1;
            [FromQuery(Name = "of")] public virtual string? Kind { get; set; } = "own";
            [Range(1, 3)] public virtual int Level { get; set; } = 1;
            public virtual int Limit { get; set; } = 1;
        }

        public class Derived : Account
        {
            public override string? Owner { get; set; } = "nobody";
            public override int Number { get; set; } = 2;
            public override string? Kind { get; set; } = "derived";
            public override int Level { get; set; } = 2;
            [BindNever] public override int Limit { get; set; } = 2;
        }

        public class Most : Derived
        {
            public override string? Owner { get; set; } = "most";
            public override int Limit { get; set; } = 3;
            [Editable(false)] public int Fixed { get; set; } = 4;
            [Editable(true)] public int Free { get; set; } = 5;
            [DisplayFormat(ConvertEmptyStringToNull = false)] public string? Blank { get; set; } = "full";
            [DisplayFormat] public string? Null { get; set; } = "full";
        }

        [ApiController, Route("first", Order = 4), Route("second")]
        public class AccountController : ControllerBase
        {
            [HttpGet("query")] public Most Query([FromQuery] Most most) => most;
            [HttpPost("form")] public Most Form([FromForm] Most most) => most;
            [HttpGet("/absolute")] public string Absolute() => Url.Action("Absolute")!;
            [HttpGet("~/root"), HttpPost("/{id:int}", Name = "id")] public string Root(int id) => Url.RouteUrl("id", new { id = id + 1 })!;
            [Route("/any"), HttpPut] public string Any() => Request.Method;
            [HttpGet("/other")] public string Late() => "late";
        }

        public abstract class SearchBase : ControllerBase
        {
            [HttpGet("find")]
            public virtual string Find(
                [FromHeader(Name = "X-A")] string? a, [Range(1, 3)] int b, [BindRequired] int c, [FromQuery(Name = "dd")] int d = 4) => "";
            [HttpPost("add")] public virtual string Add([FromForm] Account account, [FromQuery, Required] string? q) => "";
            [HttpGet("name")] public virtual string Name([Required, MinLength(2)] string name, [FromHeader] int other) => "";
        }

        public abstract class SearchMiddle : SearchBase
        {
            public override string Find(string? a, [Range(2, 9)] int b, int c, int d = 5) => "";
        }

        [ApiController, Route("api")]
        public class ApiController : SearchMiddle
        {
            public override string Find(string? a, int b, int c, int d = 6) => $"{a} {b} {c} {d}";
            public override string Add(Account account, string? q) => $"{account.Level} {q}";
            public override string Name(string name, [FromQuery] int other) => $"{name} {other}";
        }

        [Route("plain")]
        public class PlainController : SearchBase
        {
            public override string Find(string? a, int b, int c, int d = 7) => $"{a} {b} {c} {d} {ModelState.IsValid}";
        }

        [Route("/{other}", Order = 2)]
        public class OtherController : ControllerBase { [HttpGet] public string Other(string other) => other; }
        """;

    [Fact]
    public async Task Properties_and_routes_are_those_of_MVC()
    {
        const string Values = "owner=x&number=7&of=q&kind=k&level=3&limit=8&fixed=9&free=9&blank=&null=";
        const string Urlencoded = "application/x-www-form-urlencoded";
        const string Form = $"POST /second/form?of=z | Content-Type: {Urlencoded} || ";
        string[] requests =
        [
            $"GET /first/query?{Values}", "GET /first/query?level=4", "GET /second/query?number=1&blank=%20&null=%20", $"{Form}{Values}",
            $"{Form}number=1", "GET /api/find?a=q&b=9&c=1&d=4&dd=5 | X-A: x", "GET /api/find?b=1&c=1", "GET /api/find?b=3&c=1",
            "GET /plain/find?b=9&dd=3 | X-A: x", "GET /plain/find?b=9&c=1",
            $"POST /api/add?q=1 | Content-Type: {Urlencoded} || number=1", $"POST /api/add | Content-Type: {Urlencoded} || number=1",
            "GET /api/name?name=x&other=3", "GET /api/name?name=xy&other=3",
            "GET /absolute", "GET /root", "POST /5", "PUT /any", "GET /other", "GET /unknown",
        ];
        await using var apps = await ComparedApps.StartAsync(Source, "builder.Services.AddRouting();\n");

        var comparison = await apps.CompareAsync(requests);

        comparison.AssertSame(output, served: 10, refused: 4);
    }
}
