namespace Generator.Tests.Mvc.Differential;

/// <summary>Only the documented differences explain why two answers are not the same.</summary>
public sealed class MvcDifferencesTests
{
    private const string Head = "400 Content-Type: application/problem+json\n    ";

    [Fact]
    public void The_keys_of_errors_may_differ_in_case()
    {
        const string Compiled = Head + """{"errors":{"N":["a"],"b.C":["x"]},"status":400}""";
        const string Mvc = Head + """{"errors":{"n":["a"],"B.c":["x"]},"status":400}""";

        Assert.NotNull(MvcDifferences.Explain("GET /", Compiled, Mvc));
    }

    [Theory]
    [InlineData("""{"errors":{"n":["A"]},"status":400}""", """{"errors":{"n":["a"]},"status":400}""")]
    [InlineData("""{"errors":{"n":["a"]},"title":"X"}""", """{"errors":{"n":["a"]},"title":"x"}""")]
    [InlineData("""{"Errors":{"n":["a"]}}""", """{"errors":{"n":["a"]}}""")]
    [InlineData("Text", "text")]
    public void Nothing_else_may_differ_in_case(string compiled, string mvc) =>
        Assert.Null(MvcDifferences.Explain("GET /", Head + compiled, Head + mvc));

    [Fact]
    public void Headers_may_not_differ_in_case() =>
        Assert.Null(MvcDifferences.Explain("GET /", "200 X-A: Abc\n    ", "200 X-A: abc\n    "));

    [Theory]
    [InlineData("GET /?map[a]=1", "System.ArgumentException")]
    [InlineData("GET /?n=1", "System.OverflowException")]
    public void A_server_error_of_MVC_explains_answers_but_not_other_server_errors(string request, string exception)
    {
        Assert.NotNull(MvcDifferences.Explain(request, "200 \n    x", $"500 \n    {exception}"));
        Assert.NotNull(MvcDifferences.Explain(request, "400 \n    x", $"500 \n    {exception}"));
        Assert.Null(MvcDifferences.Explain(request, "500 \n    System.NullReferenceException", $"500 \n    {exception}"));
        Assert.Null(MvcDifferences.Explain(request, "500 \n    System.InvalidOperationException", $"500 \n    {exception}"));
        Assert.NotNull(MvcDifferences.Explain(request, "302 \n    ", $"500 \n    {exception}"));
    }
}
