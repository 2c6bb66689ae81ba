using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Naming;

/// <summary>Types that C# in another file cannot name: local to a file, of an extern alias, and pointers in other types.</summary>
public sealed class UnnameableTypeTests
{
    private const string Types = """
         file sealed class MarkAttribute : Attribute; file class Hidden { public enum Kind { A } } file class Box<T>;
        public sealed class KnownAttribute(params Type[] types) : Attribute
        {
            public Type[] Types => types;
            public object? Any { get; set; }
        }
        public sealed class Filter<T> : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
        }
        file sealed class HiddenFilter : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
        }
        file interface IHiddenFilter : IEndpointFilter;
        file sealed class HiddenBinder : IParameterBinder<int>
        {
            public static ValueTask<BindResult<int>> BindAsync(HttpContext httpContext, BoundParameter<int> parameter) => default;
        }
        file sealed class RuleAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute;
        """;

    [Theory]
    [InlineData("GR0011", "[Get, Mark] public static string Bad() => \"\";")]
    [InlineData("GR0011", "[Get, Known(typeof(Hidden))] public static string Bad() => \"\";")]
    [InlineData("GR0011", "[Get, Known(typeof(List<Hidden[]>))] public static string Bad() => \"\";")]
    [InlineData("GR0011", "[Get, Known(typeof(Box<>))] public static string Bad() => \"\";")]
    [InlineData("GR0011", "[Get, Known(Any = Hidden.Kind.A)] public static string Bad() => \"\";")]
    [InlineData("GR0011", "[Get, Known(typeof(int*))] public static string Bad() => \"\";")]
    [InlineData("GR0011", "[Get, Known(typeof(List<int*[]>))] public static string Bad() => \"\";")]
    [InlineData("GR0008", "[Get, Filter<HiddenFilter>] public static string Bad() => \"\";")]
    [InlineData("GR0008", "[Get, Filter<IHiddenFilter>] public static string Bad() => \"\";")]
    [InlineData("GR0008", "[Get, Filter<Filter<Hidden>>] public static string Bad() => \"\";")]
    [InlineData("GR0029", "[Get] public static string Bad([Bind<HiddenBinder>] int id) => \"\";")]
    [InlineData("GR0055", "[Get] public static string Bad([Rule] int id) => \"\";")]
    [InlineData("GR0006", "[Get] public static unsafe int*[] Bad() => [];")]
    [InlineData("GR0007", "[Get] public static unsafe string Bad([FromBody] int*[] p) => \"\";")]
    public async Task They_are_errors(string id, string member)
    {
        var program = Compilations.Create($"[Controller] public static class XController {{ {member} }}{Types}");
        var run = GeneratorRun.Of(program.WithOptions(program.Options.WithAllowUnsafe(true)));

        Assert.Equal(id, Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output)).Id);
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Theory]
    [InlineData("GR0006", "[Get] public static Lib::Shop.Book? Bad() => null;")]
    [InlineData("GR0006", "[Get] public static Task<List<Lib::Shop.Book>> Bad() => null!;")]
    [InlineData("GR0007", "[Post] public static string Bad([FromBody] Lib::Shop.Book book) => \"\";")]
    [InlineData("GR0007", "[Get] public static string Bad(Lib::Shop.IBooks books) => \"\";")]
    [InlineData("GR0007", "[Get] public static string Bad(Lib::Shop.Kind kind) => \"\";")]
    [InlineData("GR0007", "[Get] public static string Bad([AsParameters] Query query) => \"\";")]
    [InlineData("GR0020", "[Post] public static string Bad([FromForm] Query query) => \"\";")]
    [InlineData("GR0009", "[Before] public static void Check(Lib::Shop.IBooks books) { } [Get] public static string A() => \"\";")]
    [InlineData("GR0011", "[Get, Lib::Shop.Mark] public static string Bad() => \"\";")]
    [InlineData("GR0008", "[Get, Filter<Lib::Shop.Filter>] public static string Bad() => \"\";")]
    public async Task Types_of_an_extern_alias_are_errors(string id, string member)
    {
        var library = CompiledLibrary.Compile("Lib", """
            namespace Shop;
            public sealed record Book(int Id);
            public enum Kind { A }
            public interface IBooks;
            public sealed class MarkAttribute : Attribute;
            public sealed class Filter : IEndpointFilter
            {
                public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context,
                    EndpointFilterDelegate next) => next(context);
            }
            """);
        var source = $"extern alias Lib; [Controller] public static class XController {{ {member} }} " +
            "public sealed class Query { public Lib::Shop.Kind Kind { get; set; } }";
        var run = GeneratorRun.Of(Compilations.Create("Program", [library.File.WithAliases(["Lib"])], source));

        Assert.Equal(id, Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output)).Id);
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Fact]
    public async Task A_reference_with_an_alias_besides_global_is_named()
    {
        var library = CompiledLibrary.Compile("Lib", "namespace Shop; public sealed record Book(int Id);");
        var run = GeneratorRun.Of(Compilations.Create("Program", [library.File.WithAliases(["Lib", "global"])],
            "[Controller] public static class XController { [Get] public static Shop.Book A() => new(1); }"));

        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }
}
