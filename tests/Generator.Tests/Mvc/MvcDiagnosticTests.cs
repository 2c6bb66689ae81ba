using System.Globalization;
using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Mvc;

/// <summary>Each construct of MVC that cannot be compiled is an error at the construct (GR0042), and its action is not served.</summary>
public sealed class MvcDiagnosticTests
{
    private const string OptIn = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;
        using Microsoft.AspNetCore.Mvc.ActionConstraints;
        using Microsoft.AspNetCore.Mvc.ApplicationModels;

        [assembly: CompileMvcControllers]

        """;

    public static TheoryData<string, string> Firing => new()
    {
        {
            "[ApiController] public class XController : ControllerBase { public string {|Bad|}() => \"\"; }",
            "it has no [Route] and no template, and conventional routes are fixed only at run time"
        },
        { Action("string Bad([OwnBinder] int {|id|}) => \"\""), "the binder of [OwnBinderAttribute] is set inside of that class" },
        { Action("string Bad([QueryBinder] int {|id|}) => \"\""), "the binder of [QueryBinderAttribute] is set inside of that class" },
        { Action("string Bad([ComputedBinder] int {|id|}) => \"\""), "the binder of [ComputedBinderAttribute] is set inside" },
        { Action("string Bad(OfOwnBinder {|thing|}) => \"\""), "the binder of [OwnBinderAttribute] is set inside of that class" },
        { Action("string Bad(DerivedOfOwnBinder {|thing|}) => \"\""), "the binder of [OwnBinderAttribute] is set inside of that class" },
        { Action("string Bad([FromQuery] OfOwnBinder {|thing|}) => \"\""), "the binder of [OwnBinderAttribute] is set inside" },
        { Action("string Bad([FromQuery] HasOfOwnBinder {|thing|}) => \"\""), "the binder of [OwnBinderAttribute] is set inside" },
        { Action("string Bad([FromQuery] List<OfOwnBinder> {|all|}) => \"\""), "the binder of [OwnBinderAttribute] is set inside" },
        { Action("string Bad([ModelBinder(typeof(Thing))] int {|id|}) => \"\""), "does not implement IModelBinder" },
        { Action("string Bad([FromQuery] Owned {|owned|}) => \"\""), "which is supported on parameters alone" },
        { Action("string Bad([FromQuery] Outer<Filter> {|filter|}) => \"\""), "is supported in the parameter itself alone" },
        { Action("string Bad([FromQuery] Recursive {|filter|}) => \"\""), "which are supported in the parameter itself alone" },
        { Action("string Bad([FromQuery] Lacking {|filter|}) => \"\""), "the binder 'Thing' does not implement IModelBinder" },
        { Action("string Bad([FromQuery] TwoBodies {|bodies|}) => \"\""), "the body is read by 'A' already" },
        { Action("string Bad([FromQuery] Number {|number|}) => \"\""), "a service is a class or an interface" },
        { Action("string Bad([FromQuery] Headed {|headed|}) => \"\""), "a header is text" },
        { Action("string Bad(Thing thing, [FromQuery] OneBody {|body|}) => \"\""), "the body is read by 'thing' already" },
        { Action("string Bad([FromQuery] List<Bound> {|bound|}) => \"\""), "which is supported for parameters of that type alone" },
        { Action("string Bad([Bind(\"A\")] Thing {|thing|}) => \"\""), "[Bind] needs the model binders of MVC" },
        { Action("string Bad(ref int {|id|}) => \"\""), "it is passed by reference" },
        { Action("string Bad(Thing a, Thing {|b|}) => \"\"", route: "[HttpPost(\"bad\")]"), "the body is read by 'a' already" },
        { Action("string Bad([FromQuery] IThing {|thing|}) => \"\""), "is no class that can be created" },
        { Action("string Bad(OfNamed {|thing|}) => \"\""), "the [TypeConverter] of OfNamed is named by a text" },
        { Action("string Bad([FromQuery] Outer<OfNamed> {|thing|}) => \"\""), "the [TypeConverter] of OfNamed is named by a text" },
        { Action("string Bad(List<OfClosed> {|all|}) => \"\"").Replace("List", "[FromQuery] List"), "cannot create ClosedConverter" },
        { Action("string Bad([FromQuery] Closed {|thing|}) => \"\""), "has no public constructor without parameters and is no record" },
        { Action("string Bad([FromHeader] Thing {|thing|}) => \"\""), "a header is text" },
        { Action("string Bad([FromQuery] Outer<Mixed> {|thing|}) => \"\""), "another source than its object" },
        { Action("string Bad([FromServices] int {|n|}) => \"\""), "a service is a class or an interface" },
        { Action("string Bad([Kitchen] Thing {|thing|}) => \"\""), "the key of [KitchenAttribute] is set inside of that class" },
        { Action("string Bad([FromQuery] Keyed {|keyed|}) => \"\""), "the key of [KitchenAttribute] is set inside of that class" },
        { Action("Gone {|Bad|}() => new()", route: "[HttpGet(\"bad\"), Obsolete]"), "it returns a type that generated code cannot name" },
        {
            Action("string Bad([FromQuery] Gone {|gone|}) => \"\"", route: "[HttpGet(\"bad\"), Obsolete]"),
            "generated code cannot name Gone"
        },
        { Action("async void {|Bad|}() => await Task.Yield()"), "'async void' cannot be awaited" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), Constrained]"), "is an action constraint" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"/x/{Action}/bad\")]"), "write the token [action]" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad/{controller=X}\")]"), "write the token [controller]" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\", Name = \"[id]\")]"), "the token [id] is unknown" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), Renaming]"), "is a convention" },
        { Action("override string {|Bad|}() => \"\"").Replace(": ControllerBase", ": Constraining"), "is an action constraint" },
        { Action("string Bad([Renaming] int {|n|}) => \"\""), "is a convention" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), TypeFilter(typeof(Thing))]"), "it is no filter" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), TypeFilter(typeof(OpenFilter<>))]"), "no instance of it" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), TypeFilter<ClosedFilter>]"), "it has no public constructor" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), TypeFilter<PinnedFilter>]"), "pass the parameter 'n'" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), TypeFilter<NeedyFilter>]"), "it has required members" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), ComputedFilter]"), "is not known at build time" },
        { Action("string {|Bad|}() => \"\"", route: "[HttpGet(\"bad\"), HiddenFilter<int>]"), "generated code cannot see it" },
        {
            "[Route(\"x\"), ComputedFilter] public class {|XController|} : ControllerBase " +
            "{ [HttpGet(\"bad\")] public string Bad() => \"\"; }",
            "derive the attribute from TypeFilterAttribute<T>"
        },
        {
            "[Route(\"x\"), Renaming] public class {|XController|} : ControllerBase { [HttpGet(\"bad\")] public string Bad() => \"\"; }",
            "is a convention"
        },
        {
            "[Route(\"x\")] public class XController : ControllerBase { [BindProperty] public int {|Id|} { get; set; } " +
            "[HttpGet(\"bad\")] public string Bad() => \"\"; }",
            "properties of a controller are not bound"
        },
        {
            "[Route(\"x\"), Version] public class {|XController|} : ControllerBase { [HttpGet(\"bad\")] public string Bad() => \"\"; }",
            "adds a route value that only MVC's matcher compares"
        },
    };

    [Theory]
    [MemberData(nameof(Firing))]
    public Task It_fires(string source, string message) => MvcError.AssertReportedAsync(OptIn + source + Types, message);

    /// <summary>Packages of others have such names, for example Microsoft.AspNetCore.OData.</summary>
    [Fact]
    public async Task A_library_whose_name_begins_as_those_of_the_framework_is_not_the_framework()
    {
        var library = CompiledLibrary.Compile("Microsoft.AspNetCore.Odd", """
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.AspNetCore.Mvc.ModelBinding;

            public class QueryBinder : IModelBinder
            {
                public Task BindModelAsync(ModelBindingContext context) => Task.CompletedTask;
            }

            public sealed class QueryBindingAttribute() : ModelBinderAttribute(typeof(QueryBinder));
            [QueryBinding] public class QueryOptions<T>;
            """);
        var source = OptIn + Action("string Bad(QueryOptions<int> {|options|}) => \"\"") + Types;
        var (text, start, end) = Marked.Of(source);
        var run = GeneratorRun.Of(Compilations.Create("App", [library.File], text));

        var diagnostic = Assert.Single(await Analysis.RunAsync((CSharpCompilation)run.Output));
        Assert.Contains("the binder of [QueryBindingAttribute] is set inside", diagnostic.ToString(), StringComparison.Ordinal);
        Assert.Equal(text[start..end], text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
    }

    /// <summary>MVC does not serve it either, unless the app has conventional routes; its parameters are not looked at.</summary>
    [Fact]
    public async Task An_action_without_a_route_is_a_warning_outside_of_an_ApiController()
    {
        const string Source = OptIn + """
            public class XController : ControllerBase
            {
                [HttpGet("/a")] public string A() => "";
                public string Bad([Bind("A")] Thing thing, IThing other) => "";
                [NonAction] public string Not() => "";
            }
            """ + Types;

        var diagnostic = Assert.Single(await Analysis.RunAsync(Source));

        Assert.Equal(("GR0042", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(
            "only a conventional route reaches it", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(GeneratorRun.Of(Source).Files.Values, file => file.Contains("\"/a\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public class XController { [HttpGet(\"/a\")] public string A() => \"\"; }", true)]
    [InlineData("[Microsoft.AspNetCore.Mvc.Controller] public class X { [HttpGet(\"/a\")] public string A() => \"\"; }", true)]
    [InlineData("public class X : ControllerBase { [HttpGet(\"/a\")] public string A() => \"\"; }", true)]
    [InlineData("[NonController] public class XController { [HttpGet(\"/a\")] public string A() => \"\"; }", false)]
    [InlineData("internal class XController { [HttpGet(\"/a\")] public string A() => \"\"; }", false)]
    [InlineData("public abstract class XController { [HttpGet(\"/a\")] public string A() => \"\"; }", false)]
    [InlineData("public class XController<T> { [HttpGet(\"/a\")] public string A() => \"\"; }", false)]
    [InlineData("public class Y { public class XController { [HttpGet(\"/a\")] public string A() => \"\"; } }", false)]
    [InlineData("public class XController { [HttpGet(\"/a\"), NonAction] public string A() => \"\"; }", false)]
    [InlineData("public class XController { [HttpGet(\"/a\")] public static string A() => \"\"; }", false)]
    [InlineData("public class XController { [HttpGet(\"/a\")] public string A<T>() => \"\"; }", false)]
    [InlineData("public class XController { [HttpGet(\"/a\")] protected string A() => \"\"; }", false)]
    public void The_controllers_and_actions_are_those_of_MVC(string source, bool isServed)
    {
        Assert.Equal(isServed, Served(OptIn + source));
        Assert.False(Served((OptIn + source).Replace("[assembly: CompileMvcControllers]", string.Empty)));

        static bool Served(string program) =>
            GeneratorRun.Of(program).Files.Values.Any(file => file.Contains("\"/a\"", StringComparison.Ordinal));
    }

    private const string Types = """

        [Obsolete("gone", true)] public class Gone { public int A { get; set; } }
        public class Thing { public int A { get; set; } }
        public interface IThing;
        public class Closed(int a) { public int A => a; }
        [System.ComponentModel.TypeConverter("TextConverter")] public class OfNamed { public int A { get; set; } }
        [System.ComponentModel.TypeConverter(typeof(ClosedConverter))] public class OfClosed { public int A { get; set; } }
        public class ClosedConverter : System.ComponentModel.StringConverter { private ClosedConverter() { } }
        public class Filter { [ModelBinder(typeof(NoBinder))] public int A { get; set; } }
        [ModelBinder(typeof(NoBinder))] public class Bound { public int A { get; set; } }
        public class OwnBinderAttribute : ModelBinderAttribute
        {
            public OwnBinderAttribute() : base(typeof(NoBinder)) => BindingSource = BindingSource.Query;
        }
        public class QueryBinderAttribute() : ModelBinderAttribute(typeof(NoBinder))
        {
            public override BindingSource? BindingSource => BindingSource.Query;
        }
        public class ComputedBinderAttribute() : ModelBinderAttribute(Computed.Type);
        [OwnBinder] public class OfOwnBinder { public int A { get; set; } }
        public class DerivedOfOwnBinder : OfOwnBinder;
        public class HasOfOwnBinder { public OfOwnBinder? A { get; set; } }
        public class NoBinder : IModelBinder { public Task BindModelAsync(ModelBindingContext context) => Task.CompletedTask; }
        public class Owned { [OwnBinder] public int A { get; set; } }
        public class Outer<T> { public T? Inner { get; set; } }
        public class Recursive { [FromHeader] public int A { get; set; } public Recursive? Inner { get; set; } }
        public class Lacking { [ModelBinder(typeof(Thing))] public int A { get; set; } }
        public class TwoBodies { [FromBody] public Thing? A { get; set; } [FromBody] public Thing? B { get; set; } }
        public class OneBody { [FromBody] public Thing? A { get; set; } }
        public class Number { [FromServices] public int A { get; set; } }
        public sealed class KitchenAttribute() : FromKeyedServicesAttribute(Computed.Key);
        public record Keyed([Kitchen] Thing? A);
        public class Headed { [FromHeader] public Thing? A { get; set; } }
        public class Mixed { [FromHeader] public int A { get; set; } }
        public class OpenFilter<T> : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata;
        public class ClosedFilter : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata { internal ClosedFilter() { } }
        public class PinnedFilter(in int n) : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata { public int N { get; } = n; }
        public class NeedyFilter : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata { public required int N { get; set; } }
        public class ComputedFilterAttribute() : TypeFilterAttribute(Computed.Type);
        public static class Computed
        {
            public static readonly object Key = new();
            public static Type Type { get; set; } = typeof(OpenFilter<int>);
        }

        public class HiddenFilterAttribute<T>() : TypeFilterAttribute(typeof(Hidden))
        {
            private sealed class Hidden : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata;
        }
        public sealed class VersionAttribute() : Microsoft.AspNetCore.Mvc.Routing.RouteValueAttribute("version", "1");
        public sealed class RenamingAttribute : Attribute, IControllerModelConvention, IActionModelConvention, IParameterModelConvention
        {
            public void Apply(ControllerModel model) { }
            public void Apply(ActionModel model) { }
            public void Apply(ParameterModel model) { }
        }
        public abstract class Constraining : ControllerBase { [Constrained, Unconstrained] public virtual string Bad() => ""; }
        [AttributeUsage(AttributeTargets.Method, Inherited = false)]
        public sealed class UnconstrainedAttribute : Attribute, IActionModelConvention { public void Apply(ActionModel model) { } }
        public sealed class ConstrainedAttribute : Attribute, IActionConstraint
        {
            public int Order => 0;
            public bool Accept(ActionConstraintContext context) => true;
        }
        """;

    private static string Action(string method, string route = "[HttpGet(\"bad\")]") =>
        $"[ApiController, Route(\"x\")] public class XController : ControllerBase {{ {route} public {method}; }}";
}
