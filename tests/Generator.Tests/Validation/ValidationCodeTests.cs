using System.Runtime.CompilerServices;
using Generator.Tests.Harness;

namespace Generator.Tests.Validation;

/// <summary>Snapshots of the code generated for annotations.</summary>
public sealed class ValidationCodeTests
{
    [Fact]
    public Task Types() => VerifyAsync("""
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;

        namespace Shop;

        public sealed record Address([Required, StringLength(80)] string Street, [property: RegularExpression("[0-9]{5}")] string? Zip);

        public class Item
        {
            [Range(1, 99)] public int Quantity { get; set; }
            [Range(0.01, 10_000)] public decimal? Price { get; set; }
            [Range(typeof(decimal), "0", "0.5")] public decimal Discount { get; set; }
            [JsonIgnore, Range(0, 5)] public int Stock { get; set; }
            [JsonIgnore] public Address? From { get; set; }
        }

        public sealed class Sku(string pattern) : ValidationAttribute("{0} is no " + pattern)
        {
            public override bool IsValid(object? value) => value is null or "";
        }

        [JsonDerivedType(typeof(Gift))]
        public class Order : IValidatableObject
        {
            [Required(AllowEmptyStrings = true), MaxLength(20), EmailAddress(ErrorMessage = "Who?")] public string Email { get; set; } = "";
            [Display(Name = "e-mail, again"), Compare(nameof(Email))] public string? EmailAgain { get; set; }
            [Required, Sku("sku"), JsonPropertyName("article")] public string? Sku { get; set; }
            [MinLength(1), Length(1, 3)] public List<Item> Items { get; set; } = [];
            public Dictionary<string, Address?>? Addresses { get; set; }
            public Item[][]? Rows { get; set; }
            public Order? Next { get; set; }
            public string? Free { get; set; }
            public IEnumerable<ValidationResult> Validate(ValidationContext context) => [];
        }

        public sealed class Gift : Order
        {
            [AllowedValues("red", "blue")] public string? Paper { get; set; }
        }

        public sealed class Plain
        {
            public string Text { get; set; } = "";
        }

        [Controller("orders")]
        public static class OrderController
        {
            [Post("")] public static string Add(Order order) => order.Email;
            [Post("plain")] public static string Plain([FromBody] Plain plain) => plain.Text;
        }
        """);

    [Fact]
    public async Task Arguments()
    {
        const string Named = "[Members.PPageProperty, Members.PSizeProperty]";
        const string Expected = $$"""
            // Checks the annotations of the arguments that could be bound.
            private static void Validate(ref global::Graceful.Binding.ArgumentBinder arguments, int pPage, string[] tags)
            {
                global::Graceful.Validation.ObjectValidation validation = new(ref arguments);

                // pPage: Range
                if (arguments.IsBound("Page"))
                {
                    if (pPage is < 1 or > 1000)
                    {
                        validation.Fail(Members.PPage, Annotations.PPageRange);
                    }
                }

                // tags: MaxLength
                if (arguments.IsBound("tags"))
                {
                    if (tags is { Length: > 3 })
                    {
                        validation.Fail(Members.Tags, Annotations.TagsMaxLength);
                    }
                }
            }

            // Checks the annotations of p, once it is created.
            private static void ValidateP(global::Shop.Paging value, ref global::Graceful.Binding.ArgumentBinder arguments)
            {
                global::Graceful.Validation.ObjectValidation validation = new(ref arguments);
                int errors = validation.ErrorCount;
                validation.Check(Members.PSizeProperty, Annotations.PSizeEven, value.Size, value, {{Named}});

                // The whole object, when everything in it is valid.
                if (validation.ErrorCount == errors)
                {
                    validation.CheckObject(value, Members.Whole, {{Named}});
                }
            }

""";

        var run = await RunAsync("""
            using System.ComponentModel.DataAnnotations;

            namespace Shop;

            public sealed class Even : ValidationAttribute
            {
                public override bool IsValid(object? value) => value is int number && number % 2 == 0;
            }

            public sealed record Paging(
                [Range(1, 1000)] int Page = 1, [property: FromQuery(Name = "size"), Even] int Size = 20) : IValidatableObject
            {
                public IEnumerable<ValidationResult> Validate(ValidationContext context) => [];
            }

            [Controller("books")]
            public static class BookController
            {
                [Get] public static string Find([AsParameters] Paging p, [MaxLength(3)] string[] tags) => $"{p}{tags}";
            }
            """);
        Assert.Contains(Expected, run.Files["Shop.BookController.g.cs"], StringComparison.Ordinal);
    }

    private static async Task VerifyAsync(string source, [CallerMemberName] string method = "") =>
        Snapshot.Verify(await RunAsync(source), nameof(ValidationCodeTests), method, "Validation");

    private static async Task<GeneratorRun> RunAsync(string source)
    {
        var run = GeneratorRun.Of(source);
        Assert.Empty(await Compilations.AnalyzeAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        return run;
    }
}
