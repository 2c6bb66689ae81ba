using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>The code that actions share, which calls each of them through a delegate.</summary>
public sealed class SharedCodeTests
{
    [Fact]
    public void Methods_that_are_special_as_delegates_compile()
    {
        var run = GeneratorRun.Of("""
            [Controller]
            public static class FirstController
            {
                [Get("conditional"), System.Diagnostics.Conditional("TRACE_ACTIONS")] public static void Conditional() { }
                [Get("overloaded/{id:int}")] public static string Overloaded(int id) => "";
                [Get("overloaded/{id:long}")] public static string? Overloaded(long id) => null;
                [Get("named/{call}")] public static ValueTask<string?> Named(string call, CancellationToken action) => default;
                [Get("maybe")] public static int Maybe(int? page = null, params string[] tags) => 0;
            }
            """);

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Assert.Contains("FirstController.Conditional();", run.Files["FirstController.g.cs"], StringComparison.Ordinal);
        Assert.Contains("FirstController.Overloaded)", run.Files["FirstController.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_of_one_shape_share_one_method()
    {
        const string Controller = """
            [Controller]
            public static class FirstController
            {
                [Get("{id}")] public static string Show(int id) => "";
                [Get("other/{id}")] public static string Other(int id) => "";
                [Get("text/{id}")] public static string Text(string id) => "";
            }
            """;
        var run = GeneratorRun.Of(Controller, Controller.Replace("First", "Second", StringComparison.Ordinal));
        var shapes = run.Files["Graceful.Shapes.g.cs"].Split('\n')
            .Where(line => line.Contains("ActionBody Text_id_", StringComparison.Ordinal));

        Assert.Equal(2, shapes.Count());
    }
}
