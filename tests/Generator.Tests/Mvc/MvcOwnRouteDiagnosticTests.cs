using System.Globalization;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Mvc;

/// <summary>Attributes of the app whose routes or names are not known at build time are one error (GR0042), never a guess.</summary>
public sealed class MvcOwnRouteDiagnosticTests
{
    private const string OptIn = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;
        using Microsoft.AspNetCore.Mvc.Routing;

        [assembly: CompileMvcControllers]

        """;

    public static TheoryData<string, string> Firing => new()
    {
        { Action("string {|Bad|}() => \"\"", route: "[Odd(\"bad\")]"), "the template of [OddAttribute] is not known at build time" },
        { Action("string {|Bad|}() => \"\"", route: "[Odd(\"bad\")]"), "'Computed.Text(1)' is not a constant; write [Route]" },
        { Action("string {|Bad|}() => \"\"", route: "[Bare, HttpGet]"), "'Path' may change" },
        { Action("string {|Bad|}() => \"\"", route: "[Counted(1)]"), "is not a constant" },
        { Action("string {|Bad|}() => \"\"", route: "[Negative(-1)]"), "'count' is not a constant" },
        { Action("string {|Bad|}() => \"\"", route: "[Day(DayOfWeek.Friday)]"), "is not a constant" },
        { Action("string {|Bad|}() => \"\"", route: "[Loop, HttpGet]"), "the template of [LoopAttribute] is not known" },
        { Action("string {|Bad|}() => \"\"", route: "[Changing, HttpGet]"), "'Change()' may change it" },
        { Action("string {|Bad|}() => \"\"", route: "[Looping(1), HttpGet]"), "may change it" },
        { Action("string {|Bad|}() => \"\"", route: "[Ordering, HttpGet]"), "the order of [OrderingAttribute] is not known" },
        { Action("string {|Bad|}() => \"\"", route: "[NamedRoute, HttpGet]"), "the name of [NamedRouteAttribute] is not known" },
        { Action("string {|Bad|}() => \"\"", route: "[Purge]"), "the HTTP method 'PURGE' is not supported" },
        { Action("string {|Bad|}() => \"\"", route: "[Verbs, Route(\"bad\")]"), "the HTTP method of [VerbsAttribute] is not known" },
        { Action("string {|Bad|}() => \"\"", route: "[Implicit]"), "is not a constant" },
        { Action("string {|Bad|}() => \"\"", route: "[Guarded(\"bad\"), HttpPost(\"b\")]"), "is metadata of its own route" },
        {
            "[Odd(\"x\")] public class {|XController|} : ControllerBase { [HttpGet(\"bad\")] public string Bad() => \"\"; " +
            "[HttpPost(\"bad\")] public string Other() => \"\"; }",
            "the template of [OddAttribute] is not known at build time"
        },
        { Action("string Bad([OfName(1)] int {|n|}) => \"\""), "the name of [OfNameAttribute] is not known at build time" },
        { Action("string Bad([FromQuery] Filtering {|n|}) => \"\""), "the name of [OfNameAttribute] is not known at build time" },
        { Action("string Bad([OfBody] Thing {|n|}) => \"\""), "the behavior of [OfBodyAttribute] is not known at build time" },
    };

    [Theory]
    [MemberData(nameof(Firing))]
    public Task It_fires(string source, string message) => MvcError.AssertReportedAsync(OptIn + source + Types, message);

    [Fact]
    public async Task A_route_attribute_of_a_library_is_not_known()
    {
        var library = CompiledLibrary.Compile("Routes", """
            using Microsoft.AspNetCore.Mvc;

            public sealed class LibraryRouteAttribute(string name) : RouteAttribute("library/" + name);
            public sealed class LibraryGetAttribute : HttpGetAttribute;
            """);
        var source = OptIn + Action("string {|Bad|}() => \"\"", route: "[LibraryRoute(\"bad\"), HttpGet]") + Types;
        var (text, start, end) = Marked.Of(source);
        var run = GeneratorRun.Of(Compilations.Create("App", [library.File], text));

        var diagnostic = Assert.Single(await Analysis.RunAsync((CSharpCompilation)run.Output));
        Assert.Contains(
            "the source of 'LibraryRouteAttribute' is not in this project", diagnostic.ToString(), StringComparison.Ordinal);
        Assert.Equal(text[start..end], text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
    }

    private const string Types = """

        public class Thing { public int A { get; set; } }
        public class Filtering { [OfName(1)] public int A { get; set; } }
        public sealed class OfNameAttribute : FromQueryAttribute { public OfNameAttribute(int n) => Name = Computed.Text(n); }
        public sealed class OfBodyAttribute : FromBodyAttribute { public OfBodyAttribute() => EmptyBodyBehavior = Computed.Behavior(); }
        public sealed class OddAttribute(string name) : RouteAttribute(Computed.Text(1) + name);
        public sealed class BareAttribute : RouteAttribute { public BareAttribute() : base(Computed.Path) { } }
        public sealed class CountedAttribute(int count) : HttpGetAttribute($"bad/{count:x}");
        public sealed class NegativeAttribute(int count) : HttpGetAttribute($"bad/{count}");
        public sealed class DayAttribute(DayOfWeek day) : HttpGetAttribute("bad/" + day);
        public sealed class LoopAttribute : Attribute, IRouteTemplateProvider
        {
            public string Template => Name + Template + Template;
            public int? Order => null;
            public string? Name => "x";
        }

        public sealed class ChangingAttribute : Attribute, IRouteTemplateProvider
        {
            public ChangingAttribute() { Template = "bad"; Change(); }
            private void Change() => Template = "other";
            public string? Template { get; set; }
            public int? Order => null;
            public string? Name => null;
        }

        public sealed class LoopingAttribute : Attribute, IRouteTemplateProvider
        {
            public LoopingAttribute(int n) { Template = "bad"; for (var i = 0; i < n; i++) { Template += i; } }
            public string? Template { get; private set; }
            public int? Order => null;
            public string? Name => null;
        }

        public sealed class OrderingAttribute : Attribute, IRouteTemplateProvider
        {
            public string Template => "bad";
            public int? Order => Computed.Number;
            public string? Name => null;
        }

        public sealed class NamedRouteAttribute : RouteAttribute
        {
            public NamedRouteAttribute() : base("bad") => Name = Computed.Text(2);
        }

        public sealed class PurgeAttribute() : HttpMethodAttribute(["PURGE"], "bad");
        public sealed class VerbsAttribute : Attribute, IActionHttpMethodProvider
        {
            public IEnumerable<string> HttpMethods { get { yield return "GET"; } }
        }

        public sealed class ImplicitAttribute() : HttpGetAttribute(new Converted("bad"));
        public sealed class Converted(string text) { public static implicit operator string(Converted value) => value.ToString()!; }
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public sealed class GuardedAttribute(string template)
            : HttpGetAttribute(template), Microsoft.AspNetCore.Authorization.IAllowAnonymous;
        public static class Computed
        {
            public static string Text(int n) => n.ToString();
            public static string Path = "bad";
            public static int? Number { get; } = int.Parse("5");
            public static EmptyBodyBehavior Behavior() => EmptyBodyBehavior.Allow;
        }
        """;

    private static string Action(string method, string route = "[HttpGet(\"bad\")]") =>
        $"[ApiController, Route(\"x\")] public class XController : ControllerBase {{ {route} public {method}; }}";
}
