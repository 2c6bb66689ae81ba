using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Validation;

/// <summary>Places from which the annotation of a member can come, and members that generated code cannot use.</summary>
public sealed class AnnotationPlaceTests
{
    private const string Source = """
        using System.Collections.Immutable;
        using System.ComponentModel.DataAnnotations;

        public record Person(string? Name);
        public record Employee([Required] string? Name, int Id) : Person(Name);
        public record Manager([StringLength(3)] string? Name, int Id) : Employee(Name, Id);
        public class Base { public Base(string? name) => Name = name; public string? Name { get; } }
        public class Derived([MinLength(2)] string? name) : Base(name);

        public sealed class Box
        {
            [MinLength(1)] public ImmutableArray<string> Names { get; set; }
            [MaxLength(1)] public ImmutableArray<int>? More { get; set; }
            public ImmutableArray<Item> Items { get; set; }
        }
        public sealed class Item { [Range(1, 9)] public int Count { get; set; } }

        public sealed class Old
        {
            [Obsolete("no", error: true), Required] public string? Gone { get; set; }
            public string? Also { [Obsolete("no", error: true)] get; set; }
            [Range(1, 9)] public int Kept { get; set; }
        }

        [Obsolete("no", error: true)] public sealed class Former { [Range(1, 9)] public int Count { get; set; } }
        public ref struct View { [Range(1, 9)] public int Count { get; set; } }
        public sealed class Older
        {
            [System.Text.Json.Serialization.JsonIgnore] public View View => default;
            [Obsolete, Required] public Former? One { get; set; }
            [Obsolete, MinLength(1)] public List<Former>? Several { get; set; }
            [Obsolete] public Dictionary<string, Former>? Named { get; set; }
        }

        [Controller("x"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class XController
        {
            [Post("employee")] public static string? Add(Employee employee) => employee.Name;
            [Post("manager")] public static string? AddManager(Manager manager) => manager.Name;
            [Post("derived")] public static string? AddDerived(Derived derived) => derived.Name;
            [Get("employee")] public static string? Find([AsParameters] Employee employee) => employee.Name;
            [Post("box")] public static string AddBox(Box box) => "box " + box.Names.Length;
            [Post("old")] public static string AddOld(Old old) => "old " + old.Kept;
            [Post("older")] public static string AddOlder(Older older) => "older";
            [Post("oldform")] public static string AddOldForm([FromForm] Old old) => "old " + old.Kept;
        }
        """;

    private const string Services = """
        builder.Services.ConfigureHttpJsonOptions(
            o => o.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        """;

    [Theory]
    [InlineData("employee", """{"id":1}""", "name: The Name field is required.")]
    [InlineData("manager", """{"id":1}""", "name: The Name field is required.")]
    [InlineData("manager", """{"name":"four"}""", "name: The field Name must be a string with a maximum length of 3.")]
    [InlineData("derived", """{"name":"a"}""", "name: The field Name must be a string or array type with a minimum length of '2'.")]
    [InlineData("box", "{}", "names: The field Names must be a string or array type with a minimum length of '1'.")]
    [InlineData("box", """{"names":[]}""", "names: The field Names must be a string or array type with a minimum length of '1'.")]
    [InlineData("box", """{"names":["a"],"more":[1,2]}""",
        "more: The field More must be a string or array type with a maximum length of '1'.")]
    [InlineData("box", """{"names":["a"],"items":[{"count":0}]}""", "items[0].count: The field Count must be between 1 and 9.")]
    [InlineData("old", """{"kept":0}""", "kept: The field Kept must be between 1 and 9.")]
    [InlineData("older", """{"several":[{}]}""", "one: The One field is required.")]
    [InlineData("older", """{"one":{},"several":[]}""",
        "several: The field Several must be a string or array type with a minimum length of '1'.")]
    public async Task An_annotation_is_checked(string path, string body, string error)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.PostAsync("/x/" + path, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal([error], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("box", """{"names":["a"]}""", "box 1")]
    [InlineData("old", """{"kept":5}""", "old 5")]
    [InlineData("older", """{"one":{},"named":{"a":{}}}""", "older")]
    public async Task A_valid_body_is_served(string path, string body, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.PostAsync("/x/" + path, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.OK, expected), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task An_object_of_arguments_has_them_too()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal(400, await app.StatusAsync("/x/employee?id=1"));
        Assert.Equal("Ann", await app.GetAsync("/x/employee?id=1&name=Ann"));
    }

    [Fact]
    public async Task A_member_that_is_an_error_to_use_is_not_read_from_a_form()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var form = new FormUrlEncodedContent([new("Kept", "5")]);
        using var response = await app.Client.PostAsync("/x/oldform", form);

        Assert.Equal("old 5", await response.Content.ReadAsStringAsync());
    }
}
