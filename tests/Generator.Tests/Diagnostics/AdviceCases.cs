namespace Generator.Tests.Diagnostics;

/// <summary>Programs with one diagnostic each, and similar programs without a diagnostic.</summary>
public sealed partial class AdviceTests
{
    private const string Json =
        " public sealed record Book(int Id); [System.Text.Json.Serialization.JsonSerializable(typeof(int))] " +
        "public partial class AppJson : System.Text.Json.Serialization.JsonSerializerContext { }";

    private const string Data =
        " public sealed record Page(int Size = 20); public class Search { public required Page P { get; set; } } " +
        "public class Mutable { public int N { get; set; } public override string ToString() => \"\"; }";

    public static TheoryData<string, string, string> Firing => new()
    {
        { "GR0030", In("[Get(\"a/{{|id|}:int}\")] public static string A() => \"\";"),
            "The route parameter '{id}' is not used by 'XController.A'" },
        { "GR0030", In("[Get(\"{key}/{{|id|}}\")] public static string A(string key, int number) => key + number;"),
            "the argument 'number' is read from the query" },
        { "GR0030", In("[Get(\"{name}.{{|extension|}?}\")] public static string A(string name) => name;"), "'{extension}'" },
        { "GR0030", In("[Get(@\"a/{{|id|}=5}\")] public static string A() => \"\";"), "'{id}'" },
        { "GR0030", In("private const string T = \"a/{id}\"; [Get({|T|})] public static string A() => \"\";"), "'{id}'" },
        { "GR0031", In("[Get(\"{id:{|int|}}\")] public static string A(Guid id) => $\"{id}\";"),
            "The constraint 'int' on '{id}' of 'XController.A' only matches values that cannot be converted to 'Guid'; " +
            "every matching request would get a 400" },
        { "GR0031", In("[Get(\"{id:{|guid|}}\")] public static string A(int? id) => $\"{id}\";"), "converted to 'int" },
        { "GR0031", In("[Get(\"{id:required:{|bool|}}\")] public static string A(long id) => $\"{id}\";"), "converted to 'long'" },
        { "GR0031", In("[Get(\"{id:{|alpha|}}\")] public static string A(int id) => $\"{id}\";"), "'alpha'" },
        { "GR0031", In("[Get(\"{id:{|min(300)|}}\")] public static string A(byte id) => $\"{id}\";"), "converted to 'byte'" },
        { "GR0031", In("[Get(\"{id:{|datetime|}}\")] public static string A(int id) => $\"{id}\";"), "'datetime'" },
        { "GR0032", In("[Get(\"a/{id?}\")] public static string A(int {|id|}) => $\"{id}\";"),
            "The argument 'id' of 'XController.A' is required, but the route 'GET /x/a/{id?}' also matches without it" },
        { "GR0032", In("[Get(\"a/{id?}\")] public static string A(string {|id|}) => id;"), "is required" },
        { "GR0032", In("[Get(\"a\"), Get(\"a/{id}\")] public static string A(int {|id|}) => $\"{id}\";"),
            "'GET /x/a' also matches without it" },
        { "GR0031", In("[Get(\"{id:{|guid|}}\")] public static string A([AsParameters] P p) => $\"{p}\";") + " public record P(int Id);",
            "converted to 'int" },
        { "GR0032", In("[Get(\"a/{id?}\")] public static string A([AsParameters] P p) => $\"{p}\";") + " public record P(int {|Id|});",
            "The argument 'Id' of 'XController.A' is required" },
        { "GR0032", In("[Get(\"a/{id?}\")] public static string A([AsParameters] P p) => $\"{p}\";") +
            " public class P { public int {|Id|} { get; set; } }", "The argument 'Id' of 'XController.A' is required" },
        { "GR0033", In("[Get] public static string A([FromBody] int {|b|}) => $\"{b}\";"), "no defined meaning for GET" },
        { "GR0033", In("[Delete] public static string A([FromForm] string {|b|}) => b;"), "DELETE" },
        { "GR0033", In("[Get, Post] public static string A([FromBody] int {|b|}) => $\"{b}\";"), "GET" },
        { "GR0033", In("[Head] public static void A(System.IO.Stream {|b|}) { }"), "HEAD" },
        { "GR0033", In("[Get] public static string A(IFormFile {|b|}) => b.Name;"), "GET" },
        { "GR0034", In("[Get] public static Book {|A|}() => new(1);") + Json,
            "'XController.A' sends 'Book' as JSON, but no JsonSerializerContext covers this type" },
        { "GR0034", In("[Get] public static Task<List<int>> {|A|}() => Task.FromResult(new List<int>());") + Json, "sends 'List<int>'" },
        { "GR0034", In("[Post] public static string A([FromBody] Book {|b|}) => $\"{b}\";") + Json, "reads 'Book'" },
        { "GR0034", In("[Post] public static string A(Book {|b|}) => $\"{b}\";") + Json, "reads 'Book'" },
        {
            "GR0034",
            In("[Get] public static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Book>, " +
                "Microsoft.AspNetCore.Http.HttpResults.NotFound> {|A|}() => TypedResults.NotFound();") + Json, "sends 'Book'"
        },
        { "GR0034", In("[Get] public static IAsyncEnumerable<Book> {|A|}(CancellationToken t) => throw null!;") + Json, "sends 'Book'" },
        { "GR0034", In("[Get] public static Tag? {|A|}() => null;") + " public struct Tag { public int Number { get; set; } }" +
            Json, "sends 'Tag' as" },
        { "GR0034", In("[Post] public static string A([AsParameters] P p) => $\"{p}\";") +
            " public record P([property: FromBody] Book {|Book|}, int Id);" + Json, "'XController.A' reads 'Book'" },
        { "GR0035", "[{|Microsoft.AspNetCore.Mvc.ApiController|}, Controller] public static class XController { }",
            "[ApiController] on 'XController' has no effect because only MVC reads it" },
        { "GR0035", "[Controller, {|Microsoft.AspNetCore.Mvc.Route(\"a\")|}] public static class XController { }",
            "[Controller(\"...\")]" },
        { "GR0035", In("[{|Microsoft.AspNetCore.Mvc.HttpGet(\"x\")|}] public static string A() => \"\";"),
            "[HttpGet] on 'XController.A' has no effect because only MVC reads it: use [Get(\"~/x\")]" },
        { "GR0035", "[Controller, {|Microsoft.AspNetCore.Mvc.Produces(\"application/json\")|}] public static class XController { }",
            "results set their own content type" },
        { "GR0035", In("[Get, {|Microsoft.AspNetCore.Mvc.ApiExplorerSettings(IgnoreApi = true)|}] public static string A() => \"\";"),
            "[ExcludeFromDescription]" },
        { "GR0035", In("[{|Microsoft.AspNetCore.Mvc.NonAction|}] public static string A() => \"\";"), "remove it" },
        { "GR0035", "[Controller] public class XController { [{|Microsoft.AspNetCore.Mvc.BindProperty|}] public int Number { get; set; } }",
            "no bound properties" },
        { "GR0035", In("[Get] public static string A([{|Microsoft.AspNetCore.Mvc.ModelBinding.BindRequired|}] int a) => $\"{a}\";"),
            "'a of XController.A'" },
        { "GR0035", In("[Post, {|Microsoft.AspNetCore.Mvc.ValidateAntiForgeryToken|}] public static string A() => \"\";"),
            "[RequireAntiforgeryToken]" },
        { "GR0035", In("[Post, {|Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryToken|}] public static string A() => \"\";"),
            "[RequireAntiforgeryToken(false)]" },
        { "GR0035", In("[Post, {|Own|}] public static string A() => \"\";") +
            " public sealed class OwnAttribute : Microsoft.AspNetCore.Mvc.Filters.ActionFilterAttribute;", "it is an MVC filter" },
        {
            "GR0036",
            In(
                "[Get, {|Microsoft.AspNetCore.Authorization.Authorize|}, Microsoft.AspNetCore.Authorization.AllowAnonymous] " +
                "public static string A() => \"\";"),
                "[Authorize] on 'A' has no effect because [AllowAnonymous] on 'A' allows anonymous requests"
        },
        {
            "GR0036",
            "[Controller, Microsoft.AspNetCore.Authorization.AllowAnonymous] public static class XController { [Get, " +
            "{|Microsoft.AspNetCore.Authorization.Authorize(\"staff\")|}] public static string A() => \"\"; }",
            "because [AllowAnonymous] on 'XController'"
        },
        {
            "GR0036",
            "[Microsoft.AspNetCore.Authorization.AllowAnonymous] public class Base; " +
            "[Controller, {|Microsoft.AspNetCore.Authorization.Authorize|}] public class XController : Base;",
            "because [AllowAnonymous] on 'Base'"
        },
        { "GR0037", In("[Get] public static async Task<string> {|A|}() { await Task.Yield(); return \"\"; }"),
            "'XController.A' takes no CancellationToken" },
        { "GR0037", In("[Get] public static async IAsyncEnumerable<int> {|A|}(int a) { await Task.Yield(); yield return a; }"),
            "continues after the client has disconnected" },
        {
            "GR0038",
            In(
                "[Get({|\"{id}\"|})] public static string A(string id) => id; [Get(\"{id:required}\")] " +
                "public static string B(string id) => id;"),
                "The route 'GET /x/{id}' of 'XController.A' is unreachable because 'GET /x/{id:required}' of 'XController.B' is tried " +
                "first and matches every path"
        },
        {
            "GR0038",
            In("[Get(\"{**rest}\", Order = -1)] public static string A(string? rest) => \"\" + rest; [Get({|\"a/{b?}\"|})] " +
                "public static string B(string? b) => \"\" + b;"), "tried first"
        },
        {
            "GR0038",
            In("[Get({|\"a/{b:int}\"|}, Order = 2)] public static string A(int b) => $\"{b}\"; [Get(\"a/{b}\"), Post(\"a/{b}\")] " +
                "public static string B(string b) => b;"), "tried first"
        },
        {
            "GR0038",
            In("[Get(\"{**rest}\", Order = -1), Host(\"a\")] public static string A(string? rest) => \"\" + rest; " +
                "[Get({|\"a/b\"|}), Host(\"a\")] public static string B() => \"\";"), "tried first"
        },
        { "GR0039", In("[Get(\"{id:int:{|alpha|}}\")] public static string A(string id) => id;"),
            "No value satisfies both 'int' and 'alpha' on '{id}', so the route 'GET /x/{id:int:alpha}' of 'XController.A' is unreachable" },
        { "GR0039", In("[Get(\"{id:min(5):{|max(3)|}}\")] public static string A(int id) => $\"{id}\";"), "'max(3)'" },
        { "GR0039", In("[Get(\"{id:length(3):{|minlength(4)|}}\")] public static string A(string id) => id;"), "'minlength(4)'" },
        { "GR0040", In("[Get(\"a\"), {|Get(\"a\")|}] public static string A() => \"\";"), "'XController.A' already has this route" },
        { "GR0040", In("[Get, {|Get|}] public static string A() => \"\";"), "already has this route" },
        {
            "GR0057", In("[Post] public static string A([FromBody] V v) => v.Name;") +
                " [{|System.ComponentModel.DataAnnotations.MetadataType(typeof(M))|}] public class V { public string Name { get; set; } " +
                "= \"\"; } public class M { [System.ComponentModel.DataAnnotations.Required] public string? Name { get; set; } }",
                "[MetadataType] on 'V' has no effect: the annotations of 'M' are not checked"
        },
        {
            "GR0057", In("[Post] public static string A([FromForm] L l) => $\"{l}\";") +
                " public class L { public V V { get; set; } = new(); } [{|Microsoft.AspNetCore.Mvc.ModelMetadataType(typeof(M))|}] " +
                "public class V { public string Name { get; set; } = \"\"; } " +
                "public class M { [System.ComponentModel.DataAnnotations.Required] public string? Name { get; set; } }",
                "[ModelMetadataType] on 'V'"
        },
        {
            "GR0026",
            "public static class Startup { public static void Configure(WebApplication app) { app.{|UseRateLimiter|}(); " +
            "app.UseActions(); } }", "runs before UseActions() selects the action"
        },
        { "GR0061", "[assembly: ExcludeControllers({|\"Shop.Supliers\"|})]", "has the name 'Shop.Supliers'" },
        {
            "GR0044", In("[Get] public static string A(Page {|p|}) => $\"{p}\";") + Data,
            "The argument 'p' of 'XController.A' is taken from the services, but 'Page' looks like data"
        },
        { "GR0044", In("[Get] public static string A([AsParameters] Search s) => \"\";") + Data.Replace("Page P", "Page {|P|}"), "'Page'" },
        { "GR0044", In("[Get] public static string A(Mutable? {|m|}) => $\"{m}\";") + Data, "'Mutable'" },
        { "GR0044", In("[Get] public static string A(object {|o|}) => $\"{o}\";"), "'object'" },
        { "GR0044", In("[Get] public static string A(Dictionary<string, int> {|d|}) => $\"{d}\";"), "'Dictionary<string, int>'" },
        { "GR0044", In("[Get] public static string A(IDictionary<string, string> {|d|}) => $\"{d}\";"), "'IDictionary<string, string>'" },
        { "GR0044", In("[Post] public static string A([FromBody] int b, HashSet<int> {|h|}) => $\"{b}{h}\";"), "'HashSet<int>'" },
    };

    public static TheoryData<string> NearMisses => new(
        // GR0030: catch-alls, names with an underscore, the controller's template, and actions that take the request itself.
        In(
            "[Get(\"a/{**rest}\")] public static string A() => \"\"; [Get(\"b/{_id}\")] public static string B() => \"\"; " +
            "[Get(\"c/{id}\")] public static string C(HttpContext c) => c.TraceIdentifier; [Get(\"d/{id}\")] " +
            "public static string D(RequestContext c) => \"\"; [Get(\"e/{ID}\")] public static string E(int id) => $\"{id}\";"),
        "[Controller(\"{tenant}/x\")] public static class XController { [Get] public static string A() => \"\"; [Get(\"/b/{id}\")] " +
        "public static string B([FromRoute(Name = \"id\")] int number) => $\"{number}\"; [Get(\"c/{id}\")] " +
        "public static string C([AsParameters] P p) => $\"{p}\"; } public record P(int Id);",

        // GR0031: constraints that fit, even if only for some values; unknown types.
        In(
            "[Get(\"a/{id:guid}\")] public static string A(Guid id) => $\"{id}\"; [Get(\"b/{id:long}\")] " +
            "public static string B(int id) => $\"{id}\"; [Get(\"c/{id:alpha}\")] public static string C(DayOfWeek id) => $\"{id}\"; " +
            "[Get(\"d/{id:int}\")] public static string D(string id) => id; [Get(\"e/{id:datetime}\")] " +
            "public static string E(DateOnly id) => $\"{id}\"; [Get(\"f/{id:min(0)}\")] public static string F(byte id) => $\"{id}\"; " +
            "[Get(\"g/{id:int}\")] public static string G(P id) => $\"{id}\";")
            + " public struct P { public static bool TryParse(string s, out P p) { p = default; return true; } }",

        // GR0032: nullable, with a default value in the template or the method, a catch-all.
        In(
            "[Get(\"a/{id?}\")] public static string A(int? id) => $\"{id}\"; [Get(\"b/{id?}\")] " +
            "public static string B(int id = 3) => $\"{id}\"; [Get(\"c/{id=5}\")] public static string C(int id) => $\"{id}\"; " +
            "[Get(\"d/{**id}\")] public static string D(string id) => id; [Get(\"e/{id?}\")] " +
            "public static string E(string? id) => \"\" + id;"),

        // GR0031, GR0032: members that fit, in an object.
        In(
            "[Get(\"a/{id:int?}\")] public static string A([AsParameters] P p) => $\"{p}\"; [Get(\"b/{id:long}\")] " +
            "public static string B([AsParameters] Q q) => $\"{q}\";") +
            " public record P(int? Id); public class Q { public required long Id { get; init; } }",

        // GR0057: no annotation in it; a type that no action takes; a service; skipped by [ValidateNever].
        In(
            "[Post] public static string A([FromBody] V v, IService s, [Microsoft.AspNetCore.Mvc.ModelBinding.Validation.ValidateNever, " +
            "FromQuery] Z z) => v.Name;") +
            " [System.ComponentModel.DataAnnotations.MetadataType(typeof(M))] public class V { public string Name { get; set; } " +
            "= \"\"; } public class M { [System.ComponentModel.DataAnnotations.Display(Name = \"n\")] public string? Name { get; " +
            "set; } } [System.ComponentModel.DataAnnotations.MetadataType(typeof(N))] public interface IService { string Name { get; } } " +
            "[System.ComponentModel.DataAnnotations.MetadataType(typeof(N))] public class Nobody; " +
            "public class N { [System.ComponentModel.DataAnnotations.Required] public string? Name { get; set; } } " +
            "[System.ComponentModel.DataAnnotations.MetadataType(typeof(N))] public struct Z { public string Name => \"\"; " +
            "public static bool TryParse(string s, out Z z) { z = default; return true; } }",

        // GR0033: verbs that have a body, every verb, a body that may be missing for one of the verbs.
        In("[Post] public static string A([FromBody] int b) => $\"{b}\"; [Action] public static string B([FromBody] int b) => $\"{b}\"; " +
            "[Get, Post] public static string C([FromBody] int? b) => $\"{b}\"; [Get, Post] public static void D(System.IO.Stream b) { } " +
            "[Get] public static string E(IServiceProvider s) => \"\" + s;"),

        // GR0044: services that are named, classes with methods, abstract classes, groups of services, the state of the app, a body.
        In(
            "[Get] public static string A([FromServices] Page p) => $\"{p}\"; [Get(\"b\")] public static string B(Store s) => s.Find(); " +
            "[Get(\"c\")] public static string C(Base b) => $\"{b}\"; [Get(\"d\")] public static string D(Group g) => $\"{g}\"; " +
            "[Get(\"e\")] public static string E(System.Collections.Concurrent.ConcurrentDictionary<int, int> d) => $\"{d}\"; " +
            "[Post] public static string F(Page p) => $\"{p}\"; [Get(\"g\")] public static string G(IEnumerable<IThing> t) => $\"{t}\";") +
            " public class Store { public int N { get; set; } public string Find() => \"\"; } public interface IThing { } " +
            "public abstract class Base { public int N { get; set; } } public record Group(IThing Thing); public record Page(int Size);",

        // GR0034: covered itself, by its container, by a base class; text; no JSON; a service; no context at all.
        In(
            "[Get] public static int A() => 1; [Get] public static string B() => \"\"; [Get] public static object C() => 1; [Get] " +
            "public static IResult D() => TypedResults.Ok(); [Get] public static int? E() => 1; [Post] " +
            "public static string F(Clock c) => \"\" + c; [Get] public static Microsoft.AspNetCore.Http.HttpResults.Ok<int> G() => " +
            "TypedResults.Ok(1);") + " public class Clock { public int Now => 1; }" + Json,
        In(
            "[Get] public static Page A() => new(); [Get] public static Word[] B() => []; [Get] public static Word C() => new(\"\"); " +
            "[Get] public static Dictionary<string, int> D() => []; [Get] public static Title E() => Title.Mr;") +
            " public class Base { public Dictionary<string, int> Counts { get; set; } = []; } " +
            "public class Page : Base { public Word[] Words { get; set; } = []; public Title? Title { get; set; } } " +
            "public record Word(string Text); public enum Title { Mr } [System.Text.Json.Serialization.JsonSerializable(typeof(Page))] " +
            "public partial class PageJson : System.Text.Json.Serialization.JsonSerializerContext { }",
        In("[Get] public static Book A() => new(1);") + " public sealed record Book(int Id);",
        In("[Get] public static Box<(int Row, string Text)> A() => new(); [Get] public static Box<dynamic> B() => new();") +
            " public class Box<T> { public T? Value { get; set; } } " +
            "[System.Text.Json.Serialization.JsonSerializable(typeof(Box<(int, string)>))] " +
            "[System.Text.Json.Serialization.JsonSerializable(typeof(Box<object>))] " +
            "public partial class BoxJson : System.Text.Json.Serialization.JsonSerializerContext { }",

        // GR0035: attributes that middleware and binding read; an MVC attribute outside a controller; another type with its name.
        In("[Post, Microsoft.AspNetCore.Mvc.RequestSizeLimit(5), Microsoft.AspNetCore.Mvc.RequestFormLimits(KeyLengthLimit = 5), " +
            "Microsoft.AspNetCore.Mvc.ProducesResponseType(200), Microsoft.AspNetCore.Mvc.Consumes(\"a/b\"), " +
            "Microsoft.AspNetCore.Mvc.SkipStatusCodePages] public static string A([FromQuery] int a) => $\"{a}\";"),
        "[Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route(\"a\")] " +
        "public class OldController { [Microsoft.AspNetCore.Mvc.HttpGet] public string A() => \"\"; }",
        In("[Get, Mine.Route] public static string A() => \"\";") +
            " namespace Mine { public sealed class RouteAttribute : System.Attribute; }",

        // GR0036: [AllowAnonymous] outside and [Authorize] inside; each alone.
        "[Controller, Microsoft.AspNetCore.Authorization.Authorize] public static class XController { [Get, " +
        "Microsoft.AspNetCore.Authorization.AllowAnonymous] public static string A() => \"\"; " +
        "[Get, Microsoft.AspNetCore.Authorization.Authorize] public static string B() => \"\"; }",

        // GR0037: actions with a token, directly or in an object; actions that do not await; methods that are no actions.
        In(
            "[Get] public static async Task A(CancellationToken t) => await Task.Delay(1, t); [Get] " +
            "public static async Task B(HttpContext c) => await c.Response.WriteAsync(\"\"); [Get] " +
            "public static Task C() => Task.CompletedTask; public static async Task D() => await Task.Yield(); [Get] " +
            "public static async Task E(RequestContext c) => await Task.Yield(); [Get] " +
            "public static async Task F([AsParameters] P p) => await Task.Yield();") +
            " public class P { public CancellationToken T { get; set; } }",

        // GR0038: other verbs, a shorter or a longer path, a constraint that refuses values.
        In("[Get(\"a/{**rest}\", Order = -1)] public static string A(string? rest) => \"\" + rest; [Post(\"a/b\")] " +
            "public static string B() => \"\"; [Get(\"c\")] public static string C() => \"\";"),
        In(
            "[Get(\"a/{b}\")] public static string A(string b) => b; [Get(\"a/{b:minlength(2)}\")] " +
            "public static string B(string b) => b; [Get(\"a/{b:required}/c\")] public static string C(string b) => b; " +
            "[Get(\"d/{b:required}\")] public static string D(string b) => b; [Get(\"d/{b?}\")] " +
            "public static string E(string? b) => \"\" + b; [Get(\"f/{b:int}\", Order = -1)] public static string F(int b) => $\"{b}\"; " +
            "[Get(\"f/{b}\")] public static string G(string b) => b;"),

        // GR0038: other hosts, and hosts on the first route alone.
        In("[Get(\"{**rest}\", Order = -1), Host(\"a\")] public static string A(string? rest) => \"\" + rest; " +
            "[Get(\"a/b\"), Host(\"b\")] public static string B() => \"\"; [Get(\"a/c\")] public static string C() => \"\";"),

        // GR0039: constraints that can be satisfied together.
        In(
            "[Get(\"a/{id:int:min(1):max(5):range(2,3)}\")] public static string A(int id) => $\"{id}\"; " +
            "[Get(\"b/{id:alpha:length(2,4):minlength(4)}\")] public static string B(string id) => id; " +
            "[Get(\"c/{id:long:min(3000000000)}\")] public static string C(long id) => $\"{id}\"; " +
            "[Get(\"d/{id:int:required:regex(^5)}\")] public static string D(int id) => $\"{id}\";"),

        // GR0040: another verb, another template, verbs that share one.
        In("[Get(\"a\"), Post(\"a\"), Get(\"b\")] public static string A() => \"\"; [Get, Post, Action(\"c\")] " +
            "public static string B() => \"\";"));

    private static string In(string members) => $"[Controller] public static class XController {{ {members} }}";
}
