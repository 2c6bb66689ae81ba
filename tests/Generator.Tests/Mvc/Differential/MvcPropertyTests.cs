using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Attributes decide whether a property is bound, also those of the property that it overrides; absolute routes are one.</summary>
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

        [Route("/{other}", Order = 2)]
        public class OtherController : ControllerBase { [HttpGet] public string Other(string other) => other; }
        """;

    [Fact]
    public async Task Properties_and_routes_are_those_of_MVC()
    {
        const string Values = "owner=x&number=7&of=q&kind=k&level=3&limit=8&fixed=9&free=9&blank=&null=";
        const string Form = "POST /second/form?of=z | Content-Type: application/x-www-form-urlencoded || ";
        string[] requests =
        [
            $"GET /first/query?{Values}", "GET /first/query?level=4", "GET /second/query?number=1&blank=%20&null=%20", $"{Form}{Values}",
            $"{Form}number=1", "GET /absolute", "GET /root", "POST /5", "PUT /any", "GET /other", "GET /unknown",
        ];
        await using var apps = await ComparedApps.StartAsync(Source, "builder.Services.AddRouting();\n");

        var comparison = await apps.CompareAsync(requests);

        comparison.AssertSame(output, served: 10, refused: 1);
    }
}
