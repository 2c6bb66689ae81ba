using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Naming;

/// <summary>Text of the user reaches literals, comments and names of generated code: whatever is in it, the code compiles.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts => new(
        "a\rb", "a\nb", "a\r\nb", "a\u0085b", "a\u2028b", "a\u2029b", "a\tb", "a\u0001b", "a\u200db", "a\u202eb", "a\ud800b", "a\ufffeb",
        "a\"b", "a\\\\b", "a*/b", "a<b>&amp;b", "a--b", "a\u00e9b", "\ud83d\ude00", "a//b".Replace("/", "\u2215", StringComparison.Ordinal),
        "a#if b", "\"\"\"", "a$b", "class");

    [Theory]
    [MemberData(nameof(Texts))]
    public void It_compiles(string text)
    {
        var literal = SymbolDisplay.FormatLiteral(text, quote: true);
        var inPattern = SymbolDisplay.FormatLiteral(text.Replace("\"", "\"\"", StringComparison.Ordinal), quote: true);
        var run = GeneratorRun.Of($$"""
            using System.ComponentModel.DataAnnotations;
            using System.Text.Json.Serialization;

            public sealed class Gift
            {
                [Required, Display(Name = {{literal}}), JsonPropertyName({{literal}})] public string? Name { get; set; }
                [StringLength(3, ErrorMessage = {{literal}})] public string? Other { get; set; }
            }

            [Controller({{literal}})]
            public static class XController
            {
                private const string Text = {{inPattern}};
                [Get(Text, Name = {{literal}}), Host("example.org")] public static string Literal() => "";
                [Get("p/" + Text + "/{id}", Name = {{literal}} + "2")] public static string Behind(int id) => "";
                [Get("q/{" + Text + "}")]
                public static string Parameter([FromQuery(Name = {{literal}})] string? q, [FromHeader(Name = {{literal}})] string? h) => "";
                [Get("q/{" + Text + "}x{" + Text + "2}.{e?}")] public static string Complex() => "";
                [Get("r/{a:regex(" + Text + ")}/{b=" + Text + "}")]
                public static string Constrained(string a, string b = {{literal}}) => "";
                [Post("form")] public static string Form(
                    [FromForm(Name = {{literal}})] string? field, [FromForm(Name = {{literal}})] IFormFile? file) => "";
                [Post("body")] public static string Body(
                    [FromBody] Gift gift, [FromKeyedServices({{literal}})] IServiceProvider services) => "";
            }
            """);

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()).Select(complaint => complaint.ToString()));
        Assert.Contains("\"p/\"", run.Input.SyntaxTrees.Last().ToString(), StringComparison.Ordinal);
        Assert.All(run.Files.Values, file => Assert.DoesNotContain('\r', file));
    }

    /// <summary>C# ignores formatting characters in identifiers: two links could otherwise have one name.</summary>
    [Fact]
    public void Names_that_differ_in_characters_that_csharp_ignores_are_told_apart()
    {
        var run = GeneratorRun.Of("""
            [Controller("x")]
            public static class XController
            {
                [Get("a", Name = "na\u200dme")] public static string A() => "";
                [Get("b"), Get("c", Name = "name")] public static string B() => "";
                [Get("d"), Get("e", Name = "na\u200dme")] public static string D() => "";
                [Get("f/{a\u200db}/{ab}")] public static string F() => "";
            }
            """);

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()).Select(complaint => complaint.ToString()));
    }
}
