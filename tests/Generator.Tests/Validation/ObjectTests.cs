using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Validation;

/// <summary>Objects that could harm a server: cyclic ones, deep ones, and values for which an annotation of .NET throws.</summary>
public sealed class ObjectTests
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;

        public sealed class Node
        {
            [Required] public string? Name { get; set; }
            public Node? Next { get; set; }
            public List<Node> Many { get; set; } = [];
            public static int Read { get; set; }

            public static ValueTask<Node?> BindAsync(HttpContext context)
            {
                var kind = context.Request.Query["kind"].ToString();
                var node = new Node { Name = "root" };
                switch (kind)
                {
                    case "cycle":
                        node.Next = new Node { Next = node, Many = [node, node] };
                        break;
                    case "shared":
                        // Two paths to each of sixty levels: each object must be visited once.
                        for (var i = 0; i < 30; i++)
                        {
                            node = new Node { Name = "n", Next = node, Many = [node, node] };
                        }

                        break;
                    case "deep":
                        for (var i = 0; i < 100_000; i++)
                        {
                            node = new Node { Name = "n", Next = node };
                        }

                        break;
                }

                return new(node);
            }
        }

        /// <summary>A list that contains itself, with value-type items.</summary>
        public readonly struct Box(Box[] inner)
        {
            [Required] public string? Name => null;
            public Box[] Inner => inner;
        }

        public sealed class Boxes
        {
            public Box[] All { get; init; } = [];
            public static ValueTask<Boxes> BindAsync(HttpContext context)
            {
                var all = new Box[2];
                all[0] = new Box(all);
                all[1] = new Box(all);
                return new(new Boxes { All = all });
            }
        }

        public sealed class Harsh
        {
            [Range(1, 5)] public double Large { get; set; } = 1;
            [RegularExpression("(a+)+b", MatchTimeoutInMilliseconds = 1)] public string? Slow { get; set; }
            [Range(typeof(int), "1", "5")] public string? Text { get; set; }
            [Range(1, 5)] public string? Number { get; set; }
            [EnumDataType(typeof(DayOfWeek))] public string? Day { get; set; } = "Monday";
        }

        public class Item { [Range(1, 5)] public int Count { get; set; } }

        public class Hidden
        {
            [System.Text.Json.Serialization.JsonIgnore, Range(1, 5)] public int Size { get; set; } = 1;
            [System.Text.Json.Serialization.JsonIgnore] public Item? Item { get; set; }
            public List<Hidden> More { get; set; } = [];
        }

        public sealed class Wrapper<T> { public T? Inner { get; set; } public Item[]? Items { get; set; } }

        public static class Outer
        {
            public sealed class Book
            {
                [Required] public string? @class { get; set; }
                [Range(1, 2)] public int value { get; set; }
                [Range(1, 2), System.Text.Json.Serialization.JsonPropertyName("other")] public int Value { get; set; }
                public Item? Members { get; set; }
                public Item? Annotations { get; set; }
            }
        }

        public sealed class Outer_Book { [Required] public string? Title { get; set; } }

        public sealed class Order : IValidatableObject
        {
            public Item? First { get; set; }
            public List<Item> Items { get; set; } = [];
            public Order? Next { get; set; }
            public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
                Items.Append(First).All(item => item is null or { Count: 5 }) ? [] : [new ValidationResult("not five", [""])];
        }

        public sealed record Search(int Page, Limits Limits) : IValidatableObject
        {
            public IEnumerable<ValidationResult> Validate(ValidationContext context) => [new ValidationResult("never")];
        }

        public sealed record Limits(int Least, int Most) : IValidatableObject
        {
            public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
                Least <= Most ? [] : [new ValidationResult("least is more than most")];
        }

        [Controller("x")]
        public static class XController
        {
            [Post("order")] public static string Add([FromBody] Order order) => "ordered";
            [Post("search"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
            public static string Find([FromForm] Search search) => "found";
            [Get("node")] public static string Show(Node node) => node.Name!;
            [Get("boxes")] public static string Show(Boxes boxes) => "boxes";
            [Post("hidden")] public static string Add([FromBody] Hidden hidden) => "hidden " + hidden.Size;
            [Post("hiddenform"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
            public static string Find([FromForm] Hidden hidden) => "hidden " + hidden.Size;
            [Post("harsh")] public static string Add([FromBody] Harsh harsh) => "";
            [Post("wrapped")] public static string Add([FromBody] Wrapper<Wrapper<Item>> wrapped) => "";
            [Post("names")] public static string Add([FromBody] Wrapper<Outer.Book> book, [FromServices] ILoggerFactory logging) => "";
            [Post("names2")] public static string Add([FromBody] Wrapper<Outer_Book> book, HttpContext context) => "";
        }
        """;

    private const string Services =
        "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = " +
        "new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());";

    [Fact]
    public async Task A_cycle_has_an_end()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/x/node?kind=cycle");
        Assert.Equal(["Next.Name: The Name field is required."], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task What_is_shared_is_looked_at_once()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        Assert.Equal("n", await app.GetAsync("/x/node?kind=shared"));
    }

    [Fact]
    public async Task What_is_too_deep_is_refused()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/x/node?kind=deep");
        var error = Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
        Assert.Equal(string.Join('.', Enumerable.Repeat("Next", 64)) + ": The value is nested too deeply.", error);
    }

    [Fact]
    public async Task A_collection_that_holds_itself_has_an_end()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var response = await app.Client.GetAsync("/x/boxes");
        Assert.Equal(["All[0].Name: The Name field is required.", "All[1].Name: The Name field is required."],
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("""{"large":1e300}""", "large: The field Large must be between 1 and 5.")]
    [InlineData("""{"slow":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}""",
        "slow: The field Slow must match the regular expression '(a+)+b'.")]
    [InlineData("""{"text":"abc"}""", "text: The field Text must be between 1 and 5.")]
    [InlineData("""{"text":"6"}""", "text: The field Text must be between 1 and 5.")]
    [InlineData("""{"number":"99999999999"}""", "number: The field Number must be between 1 and 5.")]
    [InlineData("""{"day":"99999999999"}""", "day: The field Day is invalid.")]
    [InlineData("""{"day":"Someday"}""", "day: The field Day is invalid.")]
    public async Task What_annotations_of_the_framework_throw_for_is_not_valid(string body, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        Assert.Equal(errors, await ErrorsAsync(app, "/x/harsh", body));
    }

    /// <summary>As in MVC and in .NET 10's validation: its own Validate can rely on the objects in it.</summary>
    [Theory]
    [InlineData("""{"first":{"count":9}}""", "first.count: The field Count must be between 1 and 5.")]
    [InlineData("""{"items":[{"count":1},{"count":6}]}""", "items[1].count: The field Count must be between 1 and 5.")]
    [InlineData("""{"next":{"first":{"count":1}}}""", "next: not five")]
    [InlineData("""{"first":{"count":2},"next":{"first":{"count":9}}}""", "next.first.count: The field Count must be between 1 and 5.")]
    [InlineData("""{"first":{"count":2}}""", "order: not five")]
    public async Task An_object_is_validated_as_a_whole_when_the_objects_in_it_are_valid(string body, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        Assert.Equal(errors, await ErrorsAsync(app, "/x/order", body));
    }

    [Fact]
    public async Task A_form_is_validated_as_a_whole_when_the_objects_in_it_are_valid()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var form = new FormUrlEncodedContent([new("page", "1"), new("limits.least", "3"), new("limits.most", "2")]);
        using var response = await app.Client.PostAsync("/x/search", form);

        Assert.Equal(["Limits: least is more than most"], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    /// <summary>A client cannot set it in JSON, but in a form.</summary>
    [Fact]
    public async Task A_property_that_JSON_ignores_is_validated_in_a_form()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = new StringContent("""{"size":9,"more":[{}]}""", System.Text.Encoding.UTF8, "application/json");
        using var served = await app.Client.PostAsync("/x/hidden", content);
        using var form = new FormUrlEncodedContent(
            [new("size", "9"), new("item.count", "9"), new("more[0].size", "0"), new("more[0].item.count", "0")]);
        using var refused = await app.Client.PostAsync("/x/hiddenform", form);

        Assert.Equal("hidden 1", await served.Content.ReadAsStringAsync());
        Assert.Equal(
            ["Item.Count: The field Count must be between 1 and 5.", "More[0].Item.Count: The field Count must be between 1 and 5.",
                "More[0].Size: The field Size must be between 1 and 5.", "Size: The field Size must be between 1 and 5."],
            (await Problem.ErrorsAsync(refused, HttpStatusCode.BadRequest)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Generic_and_nested_types_have_validators_of_their_own()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        Assert.Equal(
            ["inner.inner.count: The field Count must be between 1 and 5.",
                "inner.items[0].count: The field Count must be between 1 and 5."],
            await ErrorsAsync(app, "/x/wrapped", """{"inner":{"inner":{},"items":[{}]}}"""));
        Assert.Equal(
            ["inner.class: The class field is required.", "inner.value: The field value must be between 1 and 2.",
                "inner.other: The field Value must be between 1 and 2.", "inner.members.count: The field Count must be between 1 and 5."],
            await ErrorsAsync(app, "/x/names", """{"inner":{"members":{}}}"""));
        Assert.Equal(["inner.title: The Title field is required."], await ErrorsAsync(app, "/x/names2", """{"inner":{}}"""));
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(RunningApp app, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync(path, content);
        return await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest);
    }
}
