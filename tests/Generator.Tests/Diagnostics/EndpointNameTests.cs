using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>Endpoints with one name: ASP.NET Core would answer each request that no action answers with 500.</summary>
public sealed class EndpointNameTests
{
    [Theory]
    [InlineData("[Get(\"a\"), Get(\"b\"), EndpointName({|\"op\"|})] public static string A() => \"\";",
        "The endpoint name 'op' of 'GET /x/b' of 'XController.A' is already the name of 'GET /x/a' of 'XController.A'")]
    [InlineData("[Get(\"a\", Name = \"op\")] public static string A() => \"\"; [Get(\"b\", Name = {|\"op\"|})] " +
        "public static string B() => \"\";",
        "The endpoint name 'op' of 'GET /x/b' of 'XController.B' is already the name of 'GET /x/a' of 'XController.A'")]
    [InlineData("[Get(\"a\", Name = \"op\")] public static string A() => \"\"; [Get(\"b\"), EndpointName({|\"op\"|})] " +
        "public static string B() => \"\";", "'XController.B'")]
    [InlineData("private const string Op = \"op\"; [Get(\"a\", Name = Op), Get(\"b\", Name = {|Op|})] public static string A() => \"\";",
        "'GET /x/b'")]
    public async Task Two_endpoints_with_one_name_are_an_error(string members, string message)
    {
        var (text, start, end) = Marked.Of($"[Controller] public static class XController {{ {members} }}");

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync(Compilations.Create(text)));
        Assert.Equal("GR0014", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(text[start..end], text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
    }

    [Fact]
    public async Task An_inherited_name_is_an_error_at_the_second_controller()
    {
        const string Source = "public abstract class Base { [Get(\"a\", Name = \"op\")] public string A() => \"\"; } " +
            "[Controller] public class XController : Base; [Controller(\"y\")] public class YController : Base;";

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync(Compilations.Create(Source)));
        Assert.Equal("GR0014", diagnostic.Id);
        Assert.Equal("Controller(\"y\")", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task Names_in_two_files_are_marked_in_both()
    {
        var found = await Compilations.AnalyzeAsync(Compilations.Create(
            "[Controller] public static class XController { [Get(Name = \"op\")] public static string A() => \"\"; }",
            "[Controller] public static class YController { [Get(Name = \"op\")] public static string A() => \"\"; }"));

        Assert.Equal(["Source0.cs", "Source1.cs"], found.Select(one => one.Location.SourceTree!.FilePath).Order());
        Assert.All(found, one => Assert.Equal("GR0014", one.Id));
    }

    [Theory]
    [InlineData("[Get(\"a\", Name = \"op\"), Post(\"a\", Name = \"op\")] public static string A() => \"\";")]
    [InlineData("[Get(\"a\", Name = \"op\"), Get(\"b\", Name = \"Op\")] public static string A() => \"\";")]
    [InlineData("[Get(\"a\", Name = \"op1\"), Get(\"b\"), EndpointName(\"op2\")] public static string A() => \"\";")]
    public async Task Other_names_are_not(string members) => Assert.Empty(await Compilations.AnalyzeAsync(
        Compilations.Create($"[Controller] public static class XController {{ {members} }}")));
}
