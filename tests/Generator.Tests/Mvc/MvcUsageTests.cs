using System.Globalization;
using Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Mvc;

/// <summary>Code that compiles but needs a part of MVC that compiled controllers do not have is a warning at the call (GR0043).</summary>
public sealed class MvcUsageTests
{
    private const string OptIn = "[assembly: CompileMvcControllers]";

    private const string Usings = """
        using Microsoft.AspNetCore.Mvc;

        """;

    /// <summary>Each line is a program; all of them are analyzed at once.</summary>
    private static readonly (string Source, string Message)[] InControllers =
    [
        (In("IActionResult A() => {|View|}();"), "'View()' does not work with compiled MVC controllers: views need services of MVC"),
        (In("IActionResult A() => this.{|View|}(\"x\", new object());"), "move the controller to a project without"),
        (In("IActionResult A() => {|PartialView|}();"), "'PartialView()'"),
        (In("IActionResult A() => {|ViewComponent|}(\"x\");"), "'ViewComponent()'"),
        (In("Func<IActionResult> A() => {|View|};"), "'View()'"),
        (In("IActionResult A() => new {|ViewResult|} { ViewName = \"x\" };"), "'ViewResult'"),
        (In("int A() => {|TempData|}.Count;"), "keep the value in the session or in a cookie"),
        (In("int A() => {|ViewData|}.Count;"), "'ViewData'"),
        (In("object? A() => {|ViewBag|}.Title;"), "'ViewBag'"),
        (In("int A() => 0; [{|TempData|}] public string? Message { get; set; }"), "'[TempData]'"),
        (In("int A() => 0; [{|ViewData|}] public string? Message { get; set; }"), "'[ViewData]'"),
        (In("Task<bool> A() => {|TryUpdateModelAsync|}(new Thing());"), "take the model as a parameter of the action"),
        (In("Task<bool> A() => base.{|TryUpdateModelAsync|}(new Thing(), \"\", thing => thing.A);"), "'TryUpdateModelAsync()'"),
        (In("bool A() => {|MetadataProvider|} is null;"), "model metadata"),
        (In("bool A() => {|ModelBinderFactory|} is null;"), "model metadata"),
        (In("bool A(int n) => {|TryValidateModel|}((object)n);"), "pass a variable of the class of the model"),
        ("public abstract class Base : Controller { [HttpGet] public IActionResult A() => {|View|}(); } " +
            "[Route(\"x\")] public class XController : Base { }", "'View()'"),
        ("public class Base<T> : Controller { [HttpGet] public IActionResult A() => {|View|}(); } " +
            "[Route(\"x\")] public class XController : Base<int> { }", "'View()'"),
    ];

    private static readonly (string Source, string Message)[] InPrograms =
    [
        (Program("builder.Services.Configure<MvcOptions>(options => options.{|Conventions|}.Clear());"), "fixed at build time"),
        (Program("builder.Services.Configure<MvcOptions>(options => options.{|ValueProviderFactories|}.RemoveAt(0));"),
            "for another source"),
        (Program("builder.Services.AddControllers(options => options.{|ModelBinderProviders|}.Clear());"), "TryParse"),
        (Program("builder.Services.AddMvcCore(options => options.{|ModelMetadataDetailsProviders|}.Clear());"), "on the members"),
        (Program("builder.Services.AddMvcCore(options => options.{|ModelValidatorProviders|}.Clear());"), "IValidatableObject"),
        (Program("builder.Services.AddMvc(options => options.{|InputFormatters|}.Clear());"), "read the body in the action"),
        (Program("builder.Services.AddControllers().{|AddXmlSerializerFormatters|}();"), "read bodies as JSON"),
        (Program("builder.Services.AddControllers().{|AddXmlDataContractSerializerFormatters|}();"), "read bodies as JSON"),
        (Program("app.{|MapFallbackToController|}(\"A\", \"X\");"), "selects an action of MVC by its name"),
        (Program("app.{|MapControllers|}();"), "call app.UseActions() instead"),
        (Program("app.{|MapDefaultControllerRoute|}();"), "call app.UseActions() instead"),
        (Program("app.{|MapControllerRoute|}(\"a\", \"{controller}/{action}\");"), "call app.UseActions() instead"),
    ];

    private static readonly string[] Silent =
    [
        Program("builder.Services.AddControllersWithViews(); builder.Services.AddRazorPages(); app.UseActions(); app.MapControllers();"),
        Program("builder.Services.Configure<MvcOptions>(options => { options.OutputFormatters.Clear(); options.Filters.Clear(); });"),
        Program("builder.Services.Configure<ApiBehaviorOptions>(options => options.SuppressModelStateInvalidFilter = true);"),
        In("IActionResult A() => Json(1);"),
        In("bool A(Thing thing) => TryValidateModel(thing);"),
        In("bool A(List<Thing> things) => TryValidateModel(things, \"x\");"),
        In("string A() => View(); private new string View() => \"\";"),
        "[NonController] public class XController : Controller { public IActionResult A() => View(); }",
        "internal class XController : Controller { public IActionResult A() => View(); }",
        "public abstract class XController : Controller { public IActionResult A() => View(); }",
        "[NonController] public class Helper : ControllerBase { public Task<bool> A() => TryUpdateModelAsync(new object()); }",
        "[Route(\"x\")] public class XController : Base<Thing> { } public class Thing; public abstract class Base<T> : ControllerBase " +
            "where T : new() { [HttpGet] public bool A() => TryValidateModel(new T()); }",
    ];

    [Fact]
    public Task A_member_of_a_controller_is_reported() => AssertFiresAsync(InControllers);

    [Fact]
    public Task A_call_or_an_option_at_the_start_is_reported() => AssertFiresAsync(InPrograms);

    [Fact]
    public async Task MVC_in_a_native_binary_is_reported()
    {
        string[] methods = ["AddControllers", "AddControllersWithViews", "AddRazorPages", "AddMvc", "AddMvcCore"];
        var program = Usings + OptIn + Program(string.Concat(methods.Select(method => $"builder.Services.{method}();")));
        (string Key, string Value) native = ("build_property.EnableAotAnalyzer", "true");

        var found = await Analysis.RunAsync(program, native);
        Assert.Equal(methods, found.Select(one => program[one.Location.SourceSpan.Start..one.Location.SourceSpan.End]));
        Assert.All(found, one => Assert.Equal("GR0043", one.Id));
        Assert.All(found, one => Assert.Contains("add what the app uses", MessageOf(one), StringComparison.Ordinal));
        Assert.Empty(await Analysis.RunAsync(program));
        Assert.Empty(await Analysis.RunAsync(program.Replace(OptIn, string.Empty, StringComparison.Ordinal), native));
    }

    /// <summary>Under the JIT, MVC's code creates them by reflection.</summary>
    [Fact]
    public async Task A_filter_of_the_app_whose_type_is_not_in_the_call_is_reported_for_a_native_binary()
    {
        const string Types = """

            public sealed class Note(int n) : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata { public int N { get; } = n; }
            public abstract class Open : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata;
            """;
        var program = Usings + OptIn + Program("""
            builder.Services.Configure<MvcOptions>(options =>
            {
                var type = typeof(Note);
                options.Filters.Add<Note>();
                options.Filters.Add(typeof(Note), 3);
                options.Filters.Add(new Note(1));
                options.Filters.Add(type);
                options.Filters.Add<Open>();
            });
            """) + Types;

        var found = await Analysis.RunAsync(program, ("build_property.EnableAotAnalyzer", "true"));
        Assert.Equal(["Add", "Add<Open>"], found.Select(one => program[one.Location.SourceSpan.Start..one.Location.SourceSpan.End]));
        Assert.All(found, one => Assert.Equal("GR0043", one.Id));
        Assert.Contains("write Filters.Add<T>() with the class", MessageOf(found[0]), StringComparison.Ordinal);
        Assert.Contains("no instance of it can be created", MessageOf(found[1]), StringComparison.Ordinal);
        Assert.Empty(await Analysis.RunAsync(program));
    }

    [Fact]
    public async Task What_works_and_classes_that_are_not_compiled_are_not_reported() =>
        Assert.Empty(await Analysis.RunAsync(Usings + OptIn + Joined(Silent)));

    private static async Task AssertFiresAsync((string Source, string Message)[] cases)
    {
        var text = Usings + OptIn + Joined(cases.Select(one => one.Source));
        var expected = new List<(int, int)>();
        while (text.Contains("{|", StringComparison.Ordinal))
        {
            var (start, end) = (text.IndexOf("{|", StringComparison.Ordinal), text.IndexOf("|}", StringComparison.Ordinal) - 2);
            text = text.Remove(end + 2, 2).Remove(start, 2);
            expected.Add((start, end));
        }

        var found = await Analysis.RunAsync(text);
        Assert.Equal(expected, found.Select(one => (one.Location.SourceSpan.Start, one.Location.SourceSpan.End)));
        Assert.All(found, one => Assert.Equal("GR0043", one.Id));
        Assert.All(found.Zip(cases), one => Assert.Contains(one.Second.Message, MessageOf(one.First), StringComparison.Ordinal));

        // Without the switch, MVC serves the controllers.
        Assert.Empty(await Analysis.RunAsync(text.Replace(OptIn, string.Empty, StringComparison.Ordinal)));
    }

    /// <summary>Each program has a namespace of its own, and routes of its own.</summary>
    private static string Joined(IEnumerable<string> programs) => string.Join("\n", programs.Select((program, i) =>
        $"namespace N{i} {{ {program.Replace("Route(\"", $"Route(\"n{i}/", StringComparison.Ordinal)} }}"));

    private static string MessageOf(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static string In(string action) =>
        $"[Route(\"[action]\")] public class XController : Controller {{ [HttpGet] public {action} }} " +
        "public class Thing { public int A { get; set; } }";

    private static string Program(string statements) => $$"""
        public static class Start
        {
            public static void Run(WebApplicationBuilder builder, WebApplication app)
            {
                {{statements}}
            }
        }
        """;
}
