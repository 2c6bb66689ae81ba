using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Binding;

/// <summary>The code that reads objects from forms: readable, and generated again only when they change.</summary>
public sealed class FormCodeTests
{
    private const string Order = """
        namespace Shop;

        public sealed class Order
        {
            public required string Customer { get; set; }
            public List<Line> Lines { get; set; } = [];
            public Address? Delivery { get; init; }
            public Dictionary<string, int> Stock { get; set; } = [];
            public int[]? Marks { get; set; }
            public bool Gift { get; set; }
        }

        public sealed record Line(string Isbn, int Quantity = 1, decimal? Price = null);

        public sealed class Address(string street)
        {
            public string Street => street;
            public Address? Next { get; set; }
        }
        """;

    private const string Controllers = """
        namespace Shop;

        [Controller("orders")]
        public static class OrderController
        {
            [Post] public static string Add([FromForm] Order order) => "";
            [Put] public static string AddAll([FromForm] List<Line> lines, [FromForm] Address? address) => "";
        }
        """;

    [Fact]
    public async Task Objects()
    {
        var run = GeneratorRun.Of(Controllers, Order);
        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Snapshot.Verify(run, nameof(FormCodeTests), nameof(Objects));
    }

    [Theory]
    [InlineData("public string Street => street;", "public string Street { get; } = street.Trim();")]
    [InlineData("public sealed class Order", "/// <summary>Moved.</summary>\n\npublic sealed class Order")]
    [InlineData("= [];", "= new();")]
    public void An_edit_beside_what_is_read_writes_nothing_again(string before, string after)
    {
        var run = GeneratorRun.Of(Controllers, Order);
        Assert.All(Edit(run, before, after).OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [InlineData("bool Gift", "bool Wrapped")]
    [InlineData("int Quantity = 1", "int Quantity = 2")]
    [InlineData("decimal? Price", "double? Price")]
    [InlineData("public Address? Next { get; set; }", "")]
    public void An_edit_of_what_is_read_writes_the_one_controller_again(string before, string after)
    {
        var run = GeneratorRun.Of(Controllers, Order);
        var edited = Edit(run, before, after);
        Assert.All(edited.Reasons["ControllerRoutes"], reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        Assert.All(edited.Reasons["RouteTables"], reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

        // Validators of the types are files of their own.
        var controllers = run.Files.Where(file => !file.Key.StartsWith("Graceful.Validation.", StringComparison.Ordinal));
        Assert.Equal("Shop.OrderController.g.cs", Assert.Single(controllers, file => edited.Files[file.Key] != file.Value).Key);
    }

    private static GeneratorRun Edit(GeneratorRun run, string before, string after)
    {
        var tree = run.Input.SyntaxTrees.Single(candidate => candidate.FilePath == "Source1.cs");
        var source = Order.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Order, source);
        return run.Again(run.Input.ReplaceSyntaxTree(tree, Compilations.Parse(source, "Source1.cs")));
    }
}
