namespace Generator.Tests.Binding.Differential;

/// <summary>A handler, as an action and as a lambda of a minimal API.</summary>
/// <param name="Name">Its route and its method.</param>
/// <param name="Verb">GET or POST.</param>
/// <param name="Route">The template after its name: <c>/{v}</c>, or nothing.</param>
/// <param name="Parameters">In C#.</param>
/// <param name="Values">The echoed expressions.</param>
/// <param name="Source">The source of the value of <c>v</c>.</param>
/// <param name="Kind">The tested texts.</param>
internal sealed record Signature(string Name, string Verb, string Route, string Parameters, string Values, Source Source, string Kind)
{
    /// <summary>The parameters read from text, as far as requests have values for them.</summary>
    public IReadOnlyList<TextParameter> Texts { get; init; } = [];

    public override string ToString() => $"{Verb} {Name}{Route} ({Parameters})";
}

/// <param name="Key">Its key in requests.</param>
/// <param name="Written">Its type in C#.</param>
/// <param name="Source">Its source.</param>
internal sealed record TextParameter(string Key, string Written, Source Source)
{
    public bool IsList => Written.Contains("[]", StringComparison.Ordinal) || Written.Equals("StringValues", StringComparison.Ordinal);

    /// <summary>The type of one value.</summary>
    public string Type =>
        Written.Replace("[]", string.Empty, StringComparison.Ordinal).Replace("?", string.Empty, StringComparison.Ordinal);

    public bool IsString => Type == "string";
}

internal enum Source
{
    Route,
    Query,
    Header,
    Form,
    Body,
}

/// <summary>Every kind of parameter: text types in all forms from all sources, and the others by hand.</summary>
internal static class Signatures
{
    /// <summary>The types, the tested texts of each, and a possible default of its parameter.</summary>
    private static readonly (string Type, string Kind, string? Default)[] Types =
    [
        ("int", "number", "7"),
        ("long", "number", "-1"),
        ("byte", "number", "255"),
        ("double", "fraction", "1.5"),
        ("float", "fraction", null),
        ("decimal", "fraction", "2.50m"),
        ("bool", "flag", "true"),
        ("char", "letter", "'x'"),
        ("string", "text", "\"a,b\""),
        ("Guid", "guid", null),
        ("DateTime", "date", null),
        ("DateTimeOffset", "date", null),
        ("DateOnly", "date", null),
        ("TimeOnly", "time", null),
        ("TimeSpan", "time", null),
        ("Color", "color", "Color.Green"),
        ("Days", "color", "Days.Monday"),
        ("Uri", "address", null),
        ("Version", "version", null),
        ("System.Net.IPAddress", "address", null),
        ("Isbn", "number", null),
        ("Celsius", "fraction", null),
        ("Sku", "text", "null"),
        ("System.Numerics.BigInteger", "number", null),
    ];

    public const string Support = """
        public enum Color { Red, Green }
        [Flags] public enum Days { Monday = 1, Tuesday = 2 }
        public sealed record Isbn(long Number) : IParsable<Isbn>
        {
            public static Isbn Parse(string text, IFormatProvider? culture) => new(long.Parse(text, culture));
            public static bool TryParse(string? text, IFormatProvider? culture, out Isbn result)
            {
                var valid = long.TryParse(text, culture, out var number);
                result = new Isbn(number);
                return valid;
            }
        }
        public readonly record struct Celsius(double Degrees) : ISpanParsable<Celsius>
        {
            public static Celsius Parse(string text, IFormatProvider? culture) => new(double.Parse(text, culture));
            public static Celsius Parse(ReadOnlySpan<char> text, IFormatProvider? culture) => new(double.Parse(text, culture));
            public static bool TryParse(string? text, IFormatProvider? culture, out Celsius result)
            {
                var valid = double.TryParse(text, culture, out var number);
                result = new Celsius(number);
                return valid;
            }
            public static bool TryParse(ReadOnlySpan<char> text, IFormatProvider? culture, out Celsius result)
            {
                var valid = double.TryParse(text, culture, out var number);
                result = new Celsius(number);
                return valid;
            }
        }
        public sealed record Sku(string Text)
        {
            public static bool TryParse(
                string? text, out Sku? result) { result = text is { Length: > 1 } ? new Sku(text) : null; return result is not null; }
        }
        public sealed record Tenant(string Name)
        {
            public static ValueTask<Tenant?> BindAsync(HttpContext context) =>
                new(context.Request.Query["v"] is [{ Length: > 0 } name] ? new Tenant(name) : null);
        }
        public readonly record struct Trace(int Length)
        {
            public static ValueTask<Trace> BindAsync(HttpContext context) => new(new Trace(context.Request.QueryString.Value?.Length ?? 0));
        }
        public interface IClock { string Now { get; } }
        public sealed class Clock(string now) : IClock { public string Now => now; }
        public sealed class Missing;
        public sealed record Book(string Title, int Pages = 3, Color? Color = null);
        public sealed class Draft { public required string Title { get; set; } public int[] Marks { get; set; } = []; }
        public readonly record struct Point(int X, int Y);
        public sealed record Search(int V, [property: FromQuery(Name = "w")] string? Title, Color Color = Color.Red);
        public struct Filter
        {
            public int? V { get; set; }
            public string[] W { get; set; }
            [FromHeader(Name = "v")] public string? Header { get; set; }
        }

        public static class Echo
        {
            public static string Of(object? first, params object?[] more) => string.Join(" ", more.Prepend(first).Select(Write));

            private static string Write(object? value) => value switch
            {
                null => "null",
                string text => $"'{text}'",
                char letter => $"'{letter}'",
                DateTime date => $"{date:O} {date.Kind}",
                DateTimeOffset date => $"{date:O}",
                DateOnly date => $"{date:O}",
                TimeOnly time => $"{time:O}",
                double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                Draft draft => $"{draft.Title} {Write(draft.Marks)}",
                System.Collections.IEnumerable items when value is not System.Net.IPAddress =>
                    $"[{string.Join(";", items.Cast<object?>().Select(Write))}]",
                _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
            };
        }
        """;

    public static IReadOnlyList<Signature> All { get; } =
        [.. OfText().Concat(ByHand()).Select((signature, i) => signature with { Name = $"{signature.Name}{i}" })];

    private static IEnumerable<Signature> OfText()
    {
        foreach (var (type, kind, otherwise) in Types)
        {
            Signature Of(Source source, string parameter, string route = "", string key = "v", string suffix = "", string verb = "GET")
            {
                var written = parameter.Split(' ')[^1];
                return new(source.ToString().ToLowerInvariant(), source == Source.Form ? "POST" : verb, route, $"{parameter} {key}{suffix}",
                    key, source, kind) { Texts = [new("v", written, source)] };
            }

            yield return Of(Source.Query, type);
            yield return Of(Source.Query, $"{type}?");
            yield return Of(Source.Header, $"[FromHeader] {type}");
            yield return Of(Source.Header, $"[FromHeader] {type}?");
            yield return Of(Source.Route, type, "/{v}");
            yield return Of(Source.Route, $"{type}?", "/{v?}");
            yield return Of(Source.Form, $"[FromForm] {type}");
            yield return Of(Source.Form, $"[FromForm] {type}?");
            yield return Of(Source.Query, $"{type}[]");
            yield return Of(Source.Query, $"{type}[]?");
            yield return Of(Source.Query, $"[FromQuery] {type}[]", verb: "POST");
            yield return Of(Source.Header, $"[FromHeader(Name = \"v\")] {type}[]");
            if (type != "string")
            {
                // Minimal APIs refuse string[] from a form at start-up.
                yield return Of(Source.Form, $"[FromForm(Name = \"v\")] {type}[]", key: "w");
            }

            if (otherwise is not null)
            {
                var optional = otherwise == "null" ? type + "?" : type;
                yield return Of(Source.Query, optional, suffix: $" = {otherwise}");
                yield return Of(Source.Route, optional, "/{v?}", suffix: $" = {otherwise}");
                yield return Of(Source.Form, $"[FromForm] {optional}", suffix: $" = {otherwise}");
            }

            if (type is "int" or "Guid" or "Color" or "Celsius")
            {
                yield return Of(Source.Query, $"{type}?[]");
            }
        }
    }

    private static IEnumerable<Signature> ByHand() =>
    [
        new("values", "GET", "", "Microsoft.Extensions.Primitives.StringValues v", "v.ToArray()", Source.Query,
            "text") { Texts = [new("v", "StringValues", Source.Query)] },
        new("values", "GET", "", "[FromHeader] Microsoft.Extensions.Primitives.StringValues v", "v.ToArray()", Source.Header,
            "text") { Texts = [new("v", "StringValues", Source.Header)] },
        new("named", "GET", "", "[FromQuery(Name = \"v\")] int w, [FromHeader(Name = \"v\")] string? v", "w, v", Source.Query,
            "number") { Texts = [new("v", "int", Source.Query)] },
        new("named", "GET", "/{v}", "[FromRoute(Name = \"v\")] int id, [FromQuery] int? v", "id, v", Source.Route,
            "number") { Texts = [new("v", "int", Source.Query)] },
        new("named", "GET", "/{v}", "[FromRoute(Name = \"V\")] Guid id", "id", Source.Route, "guid"),
        new("catchall", "GET", "/{**v}", "string? v", "v", Source.Route, "text"),
        new("catchall", "GET", "/{*v}", "string? v", "v", Source.Route, "text"),
        new("fallback", "GET", "/{v=5}", "int v", "v", Source.Route, "number"),
        new("constrained", "GET", "/{v:int:min(3)}", "int v", "v", Source.Route, "number"),
        new("members", "GET", "", "[AsParameters] Search search", "search.V, search.Title, search.Color", Source.Query,
            "number") { Texts = [new("v", "int", Source.Query), new("color", "Color", Source.Query)] },
        new("members", "GET", "", "[AsParameters] Filter filter", "filter.V, filter.W, filter.Header", Source.Query,
            "number") { Texts = [new("v", "int", Source.Query)] },
        new("itself", "GET", "", "Tenant v", "v", Source.Query, "text"),
        new("itself", "GET", "", "Tenant? v", "v", Source.Query, "text"),
        new("itself", "GET", "", "Trace v", "v", Source.Query, "text"),
        new("services", "GET", "",
            "IClock clock, [FromKeyedServices(\"other\")] IClock other, [FromServices] Missing? missing, " +
            "[FromKeyedServices(\"none\")] Clock? none, int v", "clock.Now, other.Now, missing, none, v", Source.Query,
            "number") { Texts = [new("v", "int", Source.Query)] },
        new("request", "GET", "",
            "HttpContext context, HttpRequest request, System.Security.Claims.ClaimsPrincipal user, CancellationToken aborted, string? v",
            "context.Request == request, user.Identity?.Name, aborted == context.RequestAborted, v", Source.Query, "text"),
        new("body", "POST", "", "Book v", "v", Source.Body, "book"),
        new("body", "POST", "", "Book? v", "v", Source.Body, "book"),
        new("body", "POST", "", "[FromBody] Draft v", "v", Source.Body, "book"),
        new("body", "POST", "", "Draft? v = null", "v", Source.Body, "book"),
        new("body", "POST", "", "[FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Book v", "v",
            Source.Body, "book"),
        new("body", "POST", "", "[FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Point v",
            "v", Source.Body, "point"),
        new("body", "POST", "", "Point v", "v", Source.Body, "point"),
        new("body", "POST", "", "Point? v", "v", Source.Body, "point"),
        new("body", "POST", "", "int[] v", "v", Source.Body, "list"),
        new("body", "POST", "", "List<int> v", "v", Source.Body, "list"),
        new("body", "POST", "", "List<Book> v", "v", Source.Body, "list"),
        new("body", "POST", "", "Dictionary<string, int> v", "v.Count", Source.Body, "point"),
        new("body", "POST", "", "[FromBody] int v", "v", Source.Body, "list"),
        new("body", "POST", "", "[FromBody] string v", "v", Source.Body, "list"),
        new("body", "POST", "", "[FromBody] string? v", "v", Source.Body, "list"),
        new("body", "GET", "", "[FromBody] Book? v", "v", Source.Body, "book"),
        new("everything", "POST", "/{id}", "int id, Book v, [FromHeader] int? h, string? q, IClock clock", "id, v, h, q, clock.Now",
            Source.Body, "book") { Texts = [new("h", "int", Source.Header)] },
        new("raw", "POST", "", "System.IO.Stream v",
            "new System.IO.StreamReader(v, System.Text.Encoding.UTF8).ReadToEndAsync().GetAwaiter().GetResult()", Source.Body, "book"),
        new("form", "POST", "", "IFormCollection v",
            "v.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $\"{field.Key}={field.Value}\")", Source.Form, "text"),
        new("form", "POST", "", "IFormFile v", "v.FileName, v.Length", Source.Form, "text"),
        new("form", "POST", "", "IFormFile? v, IFormFile? file", "v?.FileName, v?.Length, file?.FileName", Source.Form, "text"),
        new("form", "POST", "", "IFormFileCollection files", "files.Select(file => $\"{file.Name} {file.FileName} {file.Length}\")",
            Source.Form, "text"),
        new("form", "POST", "", "IFormFileCollection files, [FromForm] int v, [FromForm(Name = \"w\")] int[] other",
            "files.Count, v, other", Source.Form, "number") { Texts = [new("v", "int", Source.Form)] },
    ];
}
