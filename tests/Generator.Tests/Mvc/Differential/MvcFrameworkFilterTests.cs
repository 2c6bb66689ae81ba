using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>MVC's own filters, whose classes are services of MVC, have their effect on the action and in MvcOptions.Filters.</summary>
public sealed class MvcFrameworkFilterTests(ITestOutputHelper output)
{
    private const string Source = """
        global using Mvc = Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers]

        public sealed class FifteenAttribute() : RequestSizeLimitAttribute(15);

        public abstract class LimitedBase : ControllerBase
        {
            protected string Limit => $"{HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize}";
        }

        [ApiController, Route("free/[action]")]
        public class FreeController : LimitedBase
        {
            [HttpPost] public string None() => Limit;
            [HttpPost, RequestSizeLimit(20)] public string Own() => Limit;
            [HttpPost, DisableRequestSizeLimit] public string Unlimited() => Limit;
            [HttpPost, RequestSizeLimit(20, Order = 5), DisableRequestSizeLimit(Order = 1)] public string Both() => Limit;
            [HttpPost, RequestSizeLimit(20, Order = 1), DisableRequestSizeLimit(Order = 5)] public string Reversed() => Limit;
            [HttpPost, Fifteen] public string Derived() => Limit;
            [HttpPost, TypeFilter(typeof(RequestSizeLimitAttribute), Arguments = [25L])] public string Typed() => Limit;
            [HttpPost] public string Body([FromBody] string text) => text;
            [HttpPost] public string Form([FromForm] string a) => a;
            [HttpPost, RequestFormLimits(ValueCountLimit = 3)] public string FewFields([FromForm] string a) => a;
            [HttpPost, TypeFilter<RequestFormLimitsAttribute>] public string TypedForm([FromForm] string a) => a;
        }

        [RequestSizeLimit(30), RequestFormLimits(ValueLengthLimit = 3), Route("limited/[action]")]
        public class LimitedController : LimitedBase
        {
            [HttpPost] public string None() => Limit;
            [HttpPost, DisableRequestSizeLimit] public string Unlimited() => Limit;
            [HttpPost] public string Form([FromForm] string a) => $"{a}{ModelState.IsValid}";
            [HttpPost, RequestFormLimits] public string Unlimited2([FromForm] string a) => $"{a}{ModelState.IsValid}";
        }

        [Route("formats")]
        public class FormatsController : ControllerBase
        {
            [HttpGet("{id}.{format?}"), FormatFilter] public object Show(int id) => new { id };
            [HttpGet("cached"), ResponseCache(CacheProfileName = "short")] public string Cached() => "cached";
        }
        """;

    private static readonly string[] Paths =
    [
        "/free/none", "/free/own", "/free/unlimited", "/free/both", "/free/reversed", "/free/derived", "/free/typed", "/limited/none",
        "/limited/unlimited",
    ];

    private static readonly string[] Forms =
        ["/free/form", "/free/fewFields", "/free/typedForm", "/limited/form", "/limited/unlimited2"];

    private static readonly string[] Fields = ["a=1", "a=1&b=2", "a=1&b=2&c=3&d=4", "a=12345", "a=1234567890&b=1234567890&c=1234567890"];

    private static readonly string[] Others =
    [
        "GET /formats/5.json", "GET /formats/5.xml", "GET /formats/5", "GET /formats/cached",
        "POST /free/body | Content-Type: application/json || \"a\"",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("options.Filters.Add(new Mvc.RequestSizeLimitAttribute(10));")]
    [InlineData("options.Filters.Add(new Mvc.DisableRequestSizeLimitAttribute());")]
    [InlineData("options.Filters.Add(new Mvc.RequestSizeLimitAttribute(10) { Order = 10_000 });")]
    [InlineData("options.Filters.Add(new Mvc.RequestFormLimitsAttribute { ValueCountLimit = 1 });")]
    [InlineData("options.Filters.Add<Mvc.DisableRequestSizeLimitAttribute>();")]
    [InlineData("options.Filters.Add(typeof(Mvc.RequestFormLimitsAttribute));")]
    [InlineData("options.Filters.Add<Mvc.FormatFilterAttribute>();")]
    public async Task Each_filter_of_the_app_has_the_effect_that_it_has_in_MVC(string filters)
    {
        await using var apps = await ComparedApps.StartAsync(Source, $$"""
            builder.Services.Configure<Mvc.MvcOptions>(options =>
            {
                options.CacheProfiles["short"] = new() { Duration = 5 };
                {{filters}}
            });

            """);

        var comparison = await apps.CompareAsync(Paths.Select(path => $"POST {path}")
            .Concat(Forms.SelectMany(path => Fields
                .Select(fields => $"POST {path} | Content-Type: application/x-www-form-urlencoded || {fields}")))
            .Concat(Others));

        comparison.AssertSame(output, served: 20, refused: 1);
        Assert.Equal(0, comparison["5"]);
    }
}
