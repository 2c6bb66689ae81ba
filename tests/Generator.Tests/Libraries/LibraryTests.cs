using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Libraries;

/// <summary>Controllers in referenced libraries are matched together with those of the program.</summary>
public sealed class LibraryTests
{
    private const string Suppliers = """
        namespace Shop.Suppliers;

        public interface IPrices { string Of(int id); }

        [Controller("suppliers")]
        public sealed class SupplierController(IPrices prices)
        {
            [Get("{id:int}")] public string Show(int id) => "supplier " + id + " " + prices.Of(id);
            [Get("{name}"), Get("by-name/{name}")] public string Find(string name) => "found " + name;
            [Post("{id:int}")] public string Change(int id) => "changed " + id;
        }

        [Controller("internals")]
        internal sealed class HiddenController
        {
            [Action("")] internal static string Show(HiddenContext context) => "hidden";
        }

        internal sealed class HiddenContext : RequestContext;
        """;

    private const string App = """
        [Controller("suppliers")]
        public static class OwnController
        {
            [Get("best")] public static string Best() => "the best";
            [Delete("{id:int}")] public static string Remove(int id) => "removed " + id;
        }

        public sealed class Prices : Shop.Suppliers.IPrices { public string Of(int id) => id * 2 + " euros"; }
        """;

    private const string Services = "builder.Services.AddSingleton<Shop.Suppliers.IPrices, Prices>();";

    [Fact]
    public async Task They_are_served_in_one_match_with_those_of_the_program()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Suppliers);
        await using var app = await RunningApp.StartAsync(App, [library], Services);

        Assert.Equal("supplier 7 14 euros", await app.GetAsync("/suppliers/7"));
        Assert.Equal("the best", await app.GetAsync("/suppliers/best"));
        Assert.Equal("found worst", await app.GetAsync("/suppliers/worst"));
        Assert.Equal("found me", await app.GetAsync("/suppliers/by-name/me"));
        Assert.Equal("hidden", await app.GetAsync("/internals"));
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/suppliers/7");
        using var response = await app.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS", "POST"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_program_without_controllers_of_its_own_serves_those_of_its_libraries()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Suppliers);
        await using var app = await RunningApp.StartAsync("""
            public sealed class Prices : Shop.Suppliers.IPrices { public string Of(int id) => ""; }
            """, [library], Services);

        Assert.Equal("hidden", await app.GetAsync("/internals"));
    }

    [Fact]
    public async Task Libraries_of_libraries_are_served_too()
    {
        var inner = CompiledLibrary.Compile("Inner",
            "namespace Inner; [Controller] public static class InnerController { [Action] public static string Show() => \"inner\"; }");
        var outer = CompiledLibrary.Compile("Outer",
            "namespace Outer; [Controller] public static class OuterController { [Action] public static string Show() => \"outer, " +
            "\" + Inner.InnerController.Show(); }", inner);
        await using var app = await RunningApp.StartAsync(string.Empty, [inner, outer]);

        Assert.Equal("inner", await app.GetAsync("/inner/show"));
        Assert.Equal("outer, inner", await app.GetAsync("/outer/show"));
    }

    [Theory]
    [InlineData("Shop.Suppliers", HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound)]
    [InlineData("Shop.Suppliers.HiddenController", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    public async Task They_can_be_excluded(string name, HttpStatusCode supplier, HttpStatusCode hidden)
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Suppliers);
        await using var app = await RunningApp.StartAsync($"[assembly: ExcludeControllers(\"{name}\")]\n{App}", [library], Services);

        Assert.Equal((int)supplier, await app.StatusAsync("/suppliers/7", method: HttpMethod.Post));
        Assert.Equal((int)hidden, await app.StatusAsync("/internals"));
        Assert.Equal("the best", await app.GetAsync("/suppliers/best"));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("project")]
    [InlineData("reference assembly")]
    public void However_a_library_is_referenced_its_routes_are_the_same(string way)
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Suppliers);
        var run = GeneratorRun.Of(Compilations.Create(
            "App",
            [way switch { "file" => library.File, "project" => library.Project, _ => library.ReferenceAssembly }],
            App));

        Assert.Contains("SupplierControllerRoutes.FindRoute2", run.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
        Assert.Contains("HiddenControllerRoutes.List(endpoints)", run.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Fact]
    public void A_library_without_controllers_has_no_marker()
    {
        var library = CompiledLibrary.Compile("Shop.Empty",
            "public static class Nothing { public static string? Of(RequestContext context) => context.ToString(); }");

        Assert.DoesNotContain(library.Run.Files.Keys, file => file.EndsWith("-Library.g.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(library.Run.Output.Assembly.GetAttributes(),
            attribute => attribute.AttributeClass!.Name == "CompiledControllerAttribute");
    }

    [Fact]
    public void An_executable_has_no_marker()
    {
        var input = Compilations.Create("App", [],
            "[Controller] public static class AController { [Action] public static void Show() { } public static void Main() { } }");
        var run = GeneratorRun.Of(input.WithOptions(input.Options.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication)));

        Assert.DoesNotContain(run.Files.Keys, file => file.EndsWith("-Library.g.cs", StringComparison.Ordinal));
        Assert.Contains("internal readonly struct AControllerLinks", run.Files["AController-Links.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Friends_see_no_generated_type_of_each_other_twice()
    {
        const string Controller =
            "namespace Same; [Controller(\"{0}\")] {1} static class SameController {{ [Action] {1} static string Show() => \"{0}\"; }}";
        var library = CompiledLibrary.Compile("Friend", $"""
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("TestProgramFriend")]
            {string.Format(null, Controller, "theirs", "internal")}
            """);
        var run = GeneratorRun.Of(Compilations.Create("TestProgramFriend", [library.File],
            string.Format(null, Controller, "ours", "internal").Replace("SameController", "OtherController", StringComparison.Ordinal), """
            public static class TestProgram
            {
                public static IEndpointConventionBuilder Use(WebApplication app) => app.UseActions();
                public static string Link => Links.Other.Show() + Same.SameController.Show();
            }
            """));

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Assert.Empty(await Compilations.AnalyzeAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)run.Output));
    }

    [Fact]
    public void A_reference_with_an_extern_alias_is_left_out()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", Suppliers);
        var run = GeneratorRun.Of(Compilations.Create("App", [library.File.WithAliases(["hidden"])], "public static class Program;"));

        Assert.DoesNotContain("Supplier", run.Files["Graceful.Routes.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_library_leaves()
    {
        Snapshot.Verify(CompiledLibrary.Compile("Shop.Suppliers", Suppliers).Run, nameof(LibraryTests), nameof(What_a_library_leaves),
            "Library", "Links");
    }
}
