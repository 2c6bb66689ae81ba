using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generator.Tests.Naming;

/// <summary>
/// An app may call its types, namespaces and methods as it likes, also as generated code calls what it uses. Each program is
/// compiled beside a file that defines every name in the code that is generated for it.
/// </summary>
public sealed class GlobalNamesTests
{
    /// <summary>Without a name that is not qualified: what generated code uses cannot be excluded for what the app itself uses.</summary>
    private const string Qualified = """
        namespace App
        {
            public sealed class Gift
            {
                [global::System.ComponentModel.DataAnnotations.Required, global::System.ComponentModel.DataAnnotations.StringLength(10)]
                public string? Name { get; set; }
                [global::System.ComponentModel.DataAnnotations.Range(1, 9)] public int? Count { get; init; }
                [global::System.ComponentModel.DataAnnotations.MinLength(1)]
                public global::System.Collections.Generic.List<global::App.Gift>? Inner { get; set; }
                [global::System.ComponentModel.DataAnnotations.Range(typeof(decimal), "0", "1")] public decimal Price { get; set; }
            }

            public sealed class Clock : global::System.IDisposable { public void Dispose() { } }

            public sealed class Log : global::Microsoft.AspNetCore.Http.IEndpointFilter
            {
                public global::System.Threading.Tasks.ValueTask<object?> InvokeAsync(
                    global::Microsoft.AspNetCore.Http.EndpointFilterInvocationContext context,
                    global::Microsoft.AspNetCore.Http.EndpointFilterDelegate next) => next(context);
            }

            [global::Graceful.Controller("x")]
            public sealed class XController(global::App.Clock clock, [global::Microsoft.Extensions.DependencyInjection.FromKeyedServices(
                "k")] global::App.Clock keyed) : global::System.IAsyncDisposable
            {
                public global::System.Threading.Tasks.ValueTask DisposeAsync() => default;
                [global::Graceful.Before] public void Before(global::Graceful.RequestContext context) { }
                [global::Graceful.After] public void After(global::System.Exception? exception) { }
                [global::Graceful.Get("{id:int}/{a:long}/{b:guid}/{c:bool}/{d:decimal}/{e:double}/{f:float}/{g:datetime}")]
                public string Show(int id) => $"{clock}{keyed}";
                [global::Graceful.Get("{t:regex(^a$)}/{u:alpha:min(1):max(2):range(1,2):length(3):file}")]
                public string Text(string t) => t;
                [global::Graceful.Get("files/{name}.{extension?}")] public string File(string name, string? extension) => name + extension;
                [global::Graceful.Get("a-long-literal-that-is-split/{**rest}"), global::Graceful.Post("orders"), global::Graceful.Put(
                    "books"), global::Graceful.Delete("authors")] public string Rest(string? rest) => rest + "";
                [global::Graceful.Post("body"), global::Graceful.Filter<global::App.Log>]
                public global::App.Gift Body(global::App.Gift gift, global::System.DateTime? at, global::System.DayOfWeek[] days) => gift;
                [global::Graceful.Post("form")]
                public async global::System.Threading.Tasks.Task<global::Microsoft.AspNetCore.Http.IResult> Form(
                    [global::Microsoft.AspNetCore.Mvc.FromForm] global::App.Gift gift, global::Microsoft.AspNetCore.Http.IFormFile? file)
                {
                    await global::System.Threading.Tasks.Task.Yield();
                    return global::Microsoft.AspNetCore.Http.TypedResults.Ok();
                }
                [global::Graceful.Get("stream")]
                public global::System.Collections.Generic.IAsyncEnumerable<int> Stream(
                    [global::Microsoft.AspNetCore.Mvc.FromServices] global::App.Clock? maybe) => throw null!;
            }
        }
        """;

    /// <summary>Extension methods that would be preferred to those of the framework, were they looked for.</summary>
    private const string Extensions = """
        public static class Extensions
        {
            public static T GetRequiredService<T>(this global::System.IServiceProvider services) => default!;
            public static T? GetService<T>(this global::System.IServiceProvider services) => default;
            public static T GetRequiredKeyedService<T>(this global::System.IServiceProvider services, object? key) => default!;
            public static bool StartsWith(this global::System.ReadOnlySpan<char> span, global::System.ReadOnlySpan<char> value,
                global::System.StringComparison comparison) => true;
            public static bool EndsWith(this global::System.ReadOnlySpan<char> span, global::System.ReadOnlySpan<char> value,
                global::System.StringComparison comparison) => true;
            public static bool Equals(this global::System.ReadOnlySpan<char> span, global::System.ReadOnlySpan<char> value,
                global::System.StringComparison comparison) => true;
            public static int LastIndexOf(this global::System.ReadOnlySpan<char> span, global::System.ReadOnlySpan<char> value,
                global::System.StringComparison comparison) => 0;
        }
        """;

    public static TheoryData<string> Programs => [Qualified, .. DiagnosticTests.ValidPrograms];

    [Theory]
    [MemberData(nameof(Programs))]
    public void No_type_of_the_app_hides_what_generated_code_uses(string source) =>
        AssertCompiles(source, name => $"public class @{name} {{ public class Inner {{ }} }}");

    [Theory]
    [MemberData(nameof(Programs))]
    public void No_namespace_of_the_app_hides_what_generated_code_uses(string source) =>
        AssertCompiles(source, name => $"namespace @{name} {{ public class Inner {{ }} }}");

    [Fact]
    public void No_extension_method_of_the_app_hides_what_generated_code_calls()
    {
        var run = GeneratorRun.Of(Qualified, Extensions);

        AssertNoComplaints(run);
        foreach (var tree in Generated(run))
        {
            var model = run.Output.GetSemanticModel(tree);
            Assert.DoesNotContain(
                tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>(),
                call => model.GetSymbolInfo(call).Symbol?.ContainingType.Name == "Extensions");
        }
    }

    private static void AssertCompiles(string source, Func<string, string> define)
    {
        var names = Names(GeneratorRun.Of(source)).Concat(ContextualKeywords).Except(Names(source)).ToArray();
        Assert.NotEmpty(names);

        var run = GeneratorRun.Of(source, string.Join("\n", names.Select(define)));

        AssertNoComplaints(run);
    }

    /// <summary>Such as <c>var</c> and <c>dynamic</c>: the word has its meaning only where no type has the name.</summary>
    private static IEnumerable<string> ContextualKeywords => SyntaxFacts.GetContextualKeywordKinds().Select(SyntaxFacts.GetText);

    private static void AssertNoComplaints(GeneratorRun run)
    {
        var complaints = Compilations.Complaints(run.Output.GetDiagnostics());
        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }

    private static IEnumerable<SyntaxTree> Generated(GeneratorRun run) => run.Output.SyntaxTrees.Except(run.Input.SyntaxTrees);

    /// <summary>Every identifier of the generated code, apart from the namespaces that <c>global::</c> leads to.</summary>
    private static HashSet<string> Names(GeneratorRun run)
    {
        var names = Generated(run)
            .SelectMany(tree => tree.GetRoot().DescendantNodes())
            .OfType<SimpleNameSyntax>()
            .Where(name => !name.Identifier.IsMissing)
            .Select(name => name.Identifier.ValueText)
            .ToHashSet(StringComparer.Ordinal);
        names.ExceptWith(["System", "Microsoft", "Graceful", "global", "nameof", "field", "App"]);
        return names;
    }

    /// <summary>Names that the program itself uses or defines: it would no longer mean the same.</summary>
    private static IEnumerable<string> Names(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens()
        .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !IsQualified(token))
        .SelectMany(token => new[] { token.ValueText, token.ValueText + "Attribute" });

    /// <summary>Behind <c>global::</c> or a dot, or a member: it cannot be hidden.</summary>
    private static bool IsQualified(SyntaxToken token) =>
        token.Parent is SimpleNameSyntax { Parent: QualifiedNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax } name &&
        name.ToFullString().Length > 0 && token.GetPreviousToken().Kind() is SyntaxKind.DotToken or SyntaxKind.ColonColonToken;
}
