using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Arguments from the query: present, missing and invalid values.</summary>
public sealed class QueryTests
{
    private const string Source = """
        using Microsoft.Extensions.Primitives;

        public enum Color { Red, Green = 5 }
        [Flags] public enum Days { None, Monday, Tuesday }

        public readonly record struct Point(int X, int Y)
        {
            public static bool TryParse(string? text, IFormatProvider? culture, out Point point)
            {
                var parts = text!.Split('x');
                point = parts.Length == 2 && int.TryParse(parts[0], out var x) &&
                    int.TryParse(parts[1], out var y) ? new Point(x, y) : default;
                return point != default;
            }
        }

        public sealed record Isbn(string Text) : IParsable<Isbn>
        {
            public static Isbn Parse(string text, IFormatProvider? culture) => new(text);
            public static bool TryParse(string? text, IFormatProvider? culture, out Isbn result)
            {
                result = new Isbn(text!);
                return text!.StartsWith("978", StringComparison.Ordinal);
            }
        }

        public abstract class Base
        {
            public string Text { get; set; } = "";
        }

        public sealed class Plain : Base
        {
            public static bool TryParse(ReadOnlySpan<char> text, out Plain? plain)
            {
                plain = text is "no" ? null : new Plain { Text = "plain " + text.ToString() };
                return plain is not null;
            }
        }

        [Controller]
        public static class QueryController
        {
            [Action] public static string Int(int n) => $"{n}";
            [Action] public static string Optional(int? n) => n is null ? "none" : $"{n}";
            [Action] public static string Default(int n = 7) => $"{n}";
            [Action] public static string NullableDefault(int? n = 8) => $"{n}";
            [Action] public static string Text(string s) => $"[{s}]";
            [Action] public static string OptionalText(string? s) => s is null ? "none" : $"[{s}]";
            [Action] public static string DefaultText(string s = "a\"b") => $"[{s}]";
            [Action] public static string Named([FromQuery(Name = "q-name")] string s) => s;
            [Action] public static string Keyword(string @class, int @event = 1) => @class + @event;
            [Action] public static string Clash(int route, int arguments, int httpContext, int services, int result) =>
                $"{route}{arguments}{httpContext}{services}{result}";
            [Action] public static string Flag(bool b) => $"{b}";
            [Action] public static string Letter(char c) => $"{c}";
            [Action] public static string Long(long n, ulong u = 3, short s = -2, byte b = 255) => $"{n} {u} {s} {b}";
            [Action] public static string Halves(Half h, System.Runtime.InteropServices.NFloat? n, Half[] all) =>
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{h} {n} {all.Length}");
            [Action] public static string Numbers(double d, float f = 1.5f, decimal m = 2.50m) =>
                FormattableString.Invariant($"{d} {f} {m}");
            [Action] public static string Id(Guid id) => $"{id}";
            [Action] public static string When(DateTime t) => $"{t:O}";
            [Action] public static string Moment(DateTimeOffset t) => $"{t:O}";
            [Action] public static string Day(DateOnly d, TimeOnly t, TimeSpan s) => $"{d:O} {t:O} {s:c}";
            [Action] public static string Color(Color c) => $"{c}";
            [Action] public static string OptionalColor(Color? c = global::Color.Green) => $"{c}";
            [Action] public static string Days(Days d) => $"{d}";
            [Action] public static string Point(Point p) => $"{p.X},{p.Y}";
            [Action] public static string OptionalPoint(Point? p) => p is null ? "none" : $"{p.Value.X}";
            [Action] public static string Isbn(Isbn i) => i.Text;
            [Action] public static string OptionalIsbn(Isbn? i) => i?.Text ?? "none";
            [Action] public static string Plain(Plain p) => p.Text;
            [Action] public static string Link(Uri u) => $"{u.IsAbsoluteUri} {u}";
            [Action] public static string Address(System.Net.IPAddress a) => $"{a}";
            [Action] public static string Ints(int[] n) => string.Join('|', n);
            [Action] public static string OptionalInts(int[]? n) => n is null ? "none" : string.Join('|', n);
            [Action] public static string NullableInts(int?[] n) => string.Join('|', n.Select(one => one?.ToString() ?? "null"));
            [Action] public static string Texts(string[] s) => string.Join('|', s);
            [Action] public static string List(List<int> n) { n.Add(9); return string.Join('|', n); }
            [Action] public static string OptionalList(List<int>? n) => n is null ? "none" : string.Join('|', n);
            [Action] public static string TextList(IList<string> s) { s.Add("x"); return string.Join('|', s); }
            [Action] public static string NullableList(List<int?> n) => string.Join('|', n.Select(one => one?.ToString() ?? "null"));
            [Action] public static string Lists(IReadOnlyList<Guid> a, IEnumerable<Color> b, IReadOnlyCollection<Point> c) =>
                $"{a.Count}{b.Count()}{c.Count}";
            [Action] public static string Values(StringValues v) => $"{v.Count} {v}";
            [Action] public static string DefaultValues(StringValues v = default) => $"{v.Count} {v}";
            [Action] public static string NullableValues(StringValues? v) => v is null ? "none" : $"{v.Value.Count} {v}";
            [Action] public static string NullableDefaultValues(StringValues? v = null) => v is null ? "none" : $"{v.Value.Count} {v}";
            [Action] public static string DefaultHeader([FromHeader(Name = "X-V")] StringValues v = default) => $"{v.Count} {v}";
            [Action] public static string Many(int a, bool b, Color c, string d, int[] e) => "never";
            [Action] public static async Task<string> Later(int n) { await Task.Yield(); return $"{n}"; }
            [Action] public static void Context(RequestContext context, int n) => context.Write($"{n}");
        }
        """;

    [Theory]
    [InlineData("int?n=5", "5")]
    [InlineData("int?N=-5", "-5")]
    [InlineData("int?a=1&n=%35&b", "5")]
    [InlineData("optional?n=5", "5")]
    [InlineData("optional", "none")]
    [InlineData("optional?n=", "none")]
    [InlineData("default", "7")]
    [InlineData("default?n=", "7")]
    [InlineData("default?n=1", "1")]
    [InlineData("nullabledefault", "8")]
    [InlineData("text?s=a+b%C3%A9%2B", "[a bé+]")]
    [InlineData("text?s=", "[]")]
    [InlineData("text?s", "[]")]
    [InlineData("text?s=1&s=2", "[1,2]")]
    [InlineData("text?%73=1", "[1]")]
    [InlineData("optionaltext", "none")]
    [InlineData("optionaltext?s=", "[]")]
    [InlineData("defaulttext", "[a\"b]")]
    [InlineData("named?q-name=x", "x")]
    [InlineData("keyword?class=x&event=2", "x2")]
    [InlineData("clash?route=1&arguments=2&httpContext=3&services=4&result=5", "12345")]
    [InlineData("flag?b=TRUE", "True")]
    [InlineData("letter?c=%26", "&")]
    [InlineData("long?n=9223372036854775807", "9223372036854775807 3 -2 255")]
    [InlineData("numbers?d=-1.5e3", "-1500 1.5 2.50")]
    [InlineData("id?id=0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("when?t=2026-01-02T03:04:05%2B02:00", "2026-01-02T01:04:05.0000000Z")]
    [InlineData("when?t=2026-01-02T03:04:05", "2026-01-02T03:04:05.0000000")]
    [InlineData("moment?t=2026-01-02T03:04:05", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("day?d=2026-01-02&t=03:04&s=01:00:00", "2026-01-02 03:04:00.0000000 01:00:00")]
    [InlineData("color?c=gREEN", "Green")]
    [InlineData("color?c=5", "Green")]
    [InlineData("optionalcolor", "Green")]
    [InlineData("optionalcolor?c=red", "Red")]
    [InlineData("days?d=monday,tuesday", "Monday, Tuesday")]
    [InlineData("point?p=3x4", "3,4")]
    [InlineData("optionalpoint", "none")]
    [InlineData("optionalpoint?p=3x4", "3")]
    [InlineData("isbn?i=9781", "9781")]
    [InlineData("optionalisbn", "none")]
    [InlineData("plain?p=x", "plain x")]
    [InlineData("link?u=/a/b", "False /a/b")]
    [InlineData("address?a=::1", "::1")]
    [InlineData("ints?n=1&n=2", "1|2")]
    [InlineData("ints", "")]
    [InlineData("optionalints", "none")]
    [InlineData("optionalints?n=1", "1")]
    [InlineData("nullableints?n=1&n=&n=3", "1|null|3")]
    [InlineData("texts?s=a&s=&s=c", "a||c")]
    [InlineData("defaultvalues?v=1&v=2", "2 1,2")]
    [InlineData("defaultvalues", "0 ")]
    [InlineData("nullablevalues?v=1&v=2", "2 1,2")]
    [InlineData("nullabledefaultvalues?v=1&v=2", "2 1,2")]
    [InlineData("defaultheader", "0 ")]
    [InlineData("list?n=1&n=2", "1|2|9")]
    [InlineData("optionallist", "none")]
    [InlineData("optionallist?n=1", "1")]
    [InlineData("textlist?s=a", "a|x")]
    [InlineData("nullablelist?n=1&n=", "1|null")]
    [InlineData("lists?a=0f8fad5b-d9cb-469f-a165-70867728950e&b=red&b=green&c=1x1&c=2x2&c=3x3", "123")]
    [InlineData("halves?h=1.5e1&n=-2.5&all=1&all=2", "15 -2.5 2")]
    [InlineData("values?v=1&v=2", "2 1,2")]
    [InlineData("values", "0 ")]
    [InlineData("later?n=4", "4")]
    [InlineData("context?n=4", "4")]
    public async Task A_value_is_bound(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(expected, await app.GetAsync("/query/" + path));
    }

    [Theory]
    [InlineData("int", """{"n":["A value is required."]}""")]
    [InlineData("int?n=", """{"n":["A value is required."]}""")]
    [InlineData("int?n=x", """{"n":["The value 'x' is not valid."]}""")]
    [InlineData("int?n=1&n=2", """{"n":["The value '1,2' is not valid."]}""")]
    [InlineData("int?n=99999999999", """{"n":["The value '99999999999' is not valid."]}""")]
    [InlineData("optional?n=x", """{"n":["The value 'x' is not valid."]}""")]
    [InlineData("default?n=x", """{"n":["The value 'x' is not valid."]}""")]
    [InlineData("text", """{"s":["A value is required."]}""")]
    [InlineData("named?s=x", """{"q-name":["A value is required."]}""")]
    [InlineData("numbers?d=1,000", """{"d":["The value '1,000' is not valid."]}""")]
    [InlineData("halves?h=1,000&n=1&n=2&all=1,5",
        """{"h":["The value '1,000' is not valid."],"n":["The value '1,2' is not valid."],"all":["The value '1,5' is not valid."]}""")]
    [InlineData("color?c=blue", """{"c":["The value 'blue' is not valid."]}""")]
    [InlineData("point?p=3", """{"p":["The value '3' is not valid."]}""")]
    [InlineData("optionalpoint?p=3", """{"p":["The value '3' is not valid."]}""")]
    [InlineData("isbn?i=1", """{"i":["The value '1' is not valid."]}""")]
    [InlineData("optionalisbn?i=1", """{"i":["The value '1' is not valid."]}""")]
    [InlineData("plain?p=no", """{"p":["The value 'no' is not valid."]}""")]
    [InlineData("ints?n=1&n=a&n=b", """{"n":["The value 'a' is not valid.","The value 'b' is not valid."]}""")]
    [InlineData("nullableints?n=1&n=a", """{"n":["The value 'a' is not valid."]}""")]
    [InlineData("many?b=2&e=x",
        """{"a":["A value is required."],"b":["The value '2' is not valid."],"c":["A value is required."]""" +
        ""","d":["A value is required."],"e":["The value 'x' is not valid."]}""")]
    [InlineData("later?n=x", """{"n":["The value 'x' is not valid."]}""")]
    [InlineData("context?n=x", """{"n":["The value 'x' is not valid."]}""")]
    public async Task All_values_that_cannot_be_bound_are_reported_together(string path, string errors)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.GetAsync("/query/" + path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        var problem = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("https://tools.ietf.org/html/rfc9110#section-15.5.1", (string?)problem["type"]);
        Assert.Equal("One or more validation errors occurred.", (string?)problem["title"]);
        Assert.Equal(400, (int?)problem["status"]);
        Assert.Equal(errors, problem["errors"]!.ToJsonString(Relaxed));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
