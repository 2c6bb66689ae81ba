using System.Globalization;
using System.Text;
using Generator.Tests.Harness;
using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Emitting;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Generator.Tests.Diagnostics;

/// <summary>An exception in the generator or an analyzer is a build error (GR0070) and affects one action or file alone.</summary>
public sealed class InternalErrorTests
{
    /// <summary>A regular expression that backtracks, alone and where it cannot be evaluated without backtracking.</summary>
    [Theory]
    [InlineData("^(a+)+!$")]
    [InlineData("^(?=(a+)+!$)")]
    public async Task A_backtracking_constraint_hides_no_other_error(string expression)
    {
        var run = GeneratorRun.Of($$"""
            [Controller("")] public static class XController
            {
                [Get("{a:regex({{expression}})}")] public static string A(string a) => a;
                [Get("{b:minlength(40)}")] public static string B(string b) => b;
            }
            [Controller] public static class YController { [Get] private static string Bad() => ""; }
            """);

        var diagnostic = Assert.Single(await Analysis.RunAsync((CSharpCompilation)run.Output));
        Assert.Equal("GR0005", diagnostic.Id);
        Assert.Contains("XController.A", run.Files["XController.g.cs"], StringComparison.Ordinal);
        Assert.Contains("XController.B", run.Files["XController.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_in_the_parser_leaves_out_one_action_and_names_it()
    {
        var compilation = Compilations.Create("""
            [Controller] public static class XController
            {
                [Get] private static string Bad() => "";
                [Get] public static string Good() => "";
            }
            """);
        var reported = new List<Diagnostic>();
        var observer = new ParseObserver(diagnostic =>
        {
            reported.Add(diagnostic.Id == "GR0005" ? throw new InvalidOperationException("first\nsecond") : diagnostic);
        });

        var controller = ControllerParser.Parse(
            compilation.GetTypeByMetadataName("XController")!, KnownTypes.Of(compilation), observer, CancellationToken.None);

        Assert.Equal("Good", Assert.Single(controller!.Actions).Name);
        var diagnostic = Assert.Single(reported);
        Assert.Equal(
            "GR0070: Graceful failed on 'XController.Bad', which is not served or not checked: InvalidOperationException: first",
            $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        Assert.True(diagnostic.Location.IsInSource);
    }

    /// <summary>Reading the text of a file fails in the check of JSON contexts, after the parser.</summary>
    [Fact]
    public async Task An_exception_in_a_check_is_an_error_and_not_a_disabled_analyzer()
    {
        const string Source =
            "[Controller] public static class XController { [Get] public static Book Show() => new(1); } public record Book(int Id);";
        var tree = CSharpSyntaxTree.ParseText(new UnreadableText(Source), Compilations.ParseOptions, "Unreadable.cs");
        var compilation = Compilations.Create("[Controller] public static class YController { [Get] private static string Bad() => \"\"; }")
            .AddSyntaxTrees(tree);

        var found = await Analysis.RunAsync(compilation);

        Assert.Contains(found, diagnostic => diagnostic.Id == "GR0070" &&
            diagnostic.GetMessage(null).Contains("XController", StringComparison.Ordinal));
        Assert.Contains(found, diagnostic => diagnostic.Id == "GR0005");
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
    }

    [Fact]
    public void An_exception_in_shared_code_is_reported_and_the_other_actions_keep_theirs()
    {
        var compilation = Compilations.Create("""
            [Controller] public static class XController
            {
                [Get] public static string Bad(HttpContext context) => "";
                [Get] public static string Good() => "";
            }
            """);
        var controller = ControllerParser.Parse(
            compilation.GetTypeByMetadataName("XController")!, KnownTypes.Of(compilation), observer: null, CancellationToken.None)!;
        var (bad, good) = (controller.Actions[0], controller.Actions[1]);
        var unknown = bad.Call.Arguments[0] with { Binding = new RequestBinding((RequestPart)99) };
        var broken = bad with { Call = bad.Call with { Arguments = EquatableArray.ToEquatableArray([unknown]) } };

        var shaped = ShapedController.Of(Assert.Single(NamedController.Name(
            [controller with { Actions = EquatableArray.ToEquatableArray([broken, good]) }])));

        Assert.Equal(
            "Graceful failed on 'XController.Bad', which is not served or not checked: InvalidOperationException: " +
            "No expression is known for 99.",
            Assert.Single(shaped.Failures).ToDiagnostic(Location.None).GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal([string.Empty, Assert.Single(shaped.Shapes).Name], shaped.ByAction);
    }

    [Fact]
    public void A_cancellation_is_not_an_internal_error()
    {
        static void Work() => throw new OperationCanceledException();
        Assert.Throws<OperationCanceledException>(() => InternalErrors.Guard(_ => { }, Location.None, "work", Work));
    }

    private sealed class UnreadableText(string text) : SourceText
    {
        public override Encoding? Encoding => Encoding.UTF8;

        public override int Length => text.Length;

        public override char this[int position] => text[position];

        public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) =>
            text.CopyTo(sourceIndex, destination, destinationIndex, count);

        public override string ToString(TextSpan span) =>
            span.Length == text.Length
                ? throw new InvalidOperationException("The text is unreadable.")
                : text.Substring(span.Start, span.Length);
    }
}
