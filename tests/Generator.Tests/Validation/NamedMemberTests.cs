using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Validation;

/// <summary>
/// An annotation of a property, or an object as a whole, may name another property: the error has the client's name for it.
/// </summary>
public sealed class NamedMemberTests
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using System.Runtime.Serialization;
        using System.Text.Json.Serialization;

        public sealed class Blames(string other) : ValidationAttribute
        {
            protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
                value is 1 ? new ValidationResult("blamed", [other]) : null;
        }

        public class Period
        {
            [Blames(nameof(Until))] public int From { get; set; }
            [FromForm(Name = "end"), JsonPropertyName("the-end")] public int Until { get; set; }
            [Blames(nameof(Steps))] public int Step { get; set; }
            [DataMember(Name = "step-count")] public int Steps { get; set; }
            [Blames(nameof(PlainName))] public int Plain { get; set; }
            public int PlainName { get; set; }
        }

        public sealed class Trip
        {
            public Period? Stay { get; set; }
            public List<Period> Stops { get; set; } = [];
        }

        public sealed class Whole : IValidatableObject
        {
            [FromForm(Name = "end"), JsonPropertyName("the-end")] public int Until { get; set; }
            [DataMember(Name = "step-count")] public int Steps { get; set; }
            public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
                [new("whole", [nameof(Until)]), new("whole", [nameof(Steps)])];
        }

        public sealed record Paging(
            [property: FromQuery(Name = "page-number")] int Page,
            [property: Blames("Page")] int Size,
            [Blames("Other")] int Third,
            int Other);

        [Controller("x"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class XController
        {
            [Post("json")] public static string Json([FromBody] Trip trip) => "";
            [Post("form")] public static string Form([FromForm] Trip trip) => "";
            [Post("whole")] public static string Json([FromBody] Whole whole) => "";
            [Post("wholeform")] public static string Form([FromForm] Whole whole) => "";
            [Get("query")] public static string Query([AsParameters] Paging paging) => "";
        }
        """;

    [Theory]
    [InlineData("json", """{"stay":{"from":1,"step":1,"plain":1}}""", "stay.plainName", "stay.steps", "stay.the-end")]
    [InlineData("json", """{"stops":[{},{"from":1}]}""", "stops[1].the-end")]
    [InlineData("form", "stay.from=1&stay.step=1&stay.plain=1", "Stay.PlainName", "Stay.end", "Stay.step-count")]
    [InlineData("form", "stops[0].from=1", "Stops[0].end")]
    [InlineData("whole", "{}", "steps", "the-end")]
    [InlineData("wholeform", "end=1", "end", "step-count")]
    public async Task Errors_have_the_names_of_the_client(string path, string body, params string[] names)
    {
        await using var app = await RunningApp.StartAsync(Source);
        var type = body[0] == '{' ? "application/json" : "application/x-www-form-urlencoded";
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await app.Client.PostAsync($"/x/{path}", content);

        Assert.Equal(names, await NamesAsync(response));
    }

    [Fact]
    public async Task Errors_of_parameter_objects_have_the_names_of_the_client()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/x/query?page-number=2&size=1&third=1&other=2");

        Assert.Equal(["Other", "page-number"], await NamesAsync(response));
    }

    private static async Task<IEnumerable<string>> NamesAsync(HttpResponseMessage response) =>
        (await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest))
            .Select(error => error.Split(": ")[0]).Order(StringComparer.Ordinal);
}
