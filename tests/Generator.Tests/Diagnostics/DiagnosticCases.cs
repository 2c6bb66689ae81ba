namespace Generator.Tests.Diagnostics;

/// <summary>Programs with one error each, and similar programs without an error.</summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string, string> Firing => new()
    {
        { "GR0001", In("[Action(\"bad/{|{|}id\")] public static string A() => \"\";"),
            "The route template 'bad/{id' is invalid: there is a '{' without a '}'" },
        { "GR0001", In("[Get, Post(\"bad/{|{id:max(x)}|}\")] public static string A() => \"\";"),
            "the constraint 'max(x)' cannot be: it takes one number" },
        { "GR0001", In("[Action(\"bad/{|/|}b\")] public static string A() => \"\";"), "an empty segment" },
        { "GR0001", In("[Action(\"{|[area]|}\")] public static string Bad() => \"\";"), "the token [area] is unknown" },
        { "GR0001", "[Controller(\"{|{|}tenant\")] public static class XController { [Action] public static string Bad() => \"\"; }",
            "The route template '{tenant'" },
        {
            "GR0001",
            "[Controller(\"{tenant}\")] public static class XController { [Action(\"bad/{|{tenant}|}\")] " +
            "public static string Bad() => \"\"; }", "the parameter 'tenant' appears in it twice"
        },
        { "GR0001", In("[Action(@\"bad/{|{|}id\")] public static string A() => \"\";"), "without a '}'" },
        { "GR0001", In("[Action(\"\"\"bad/\\d/{|{|}id\"\"\")] public static string A() => \"\";"), "without a '}'" },
        { "GR0001", In("[Action(\"b\\x61d\\u002f\\t{|{|}id\")] public static string A() => \"\";"), "without a '}'" },
        { "GR0001", In("[Action({|\"bad\" + \"/{id\"|})] public static string A() => \"\";"), "without a '}'" },
        { "GR0001", In("private const string Bad = \"bad\"; [Action({|$\"{Bad}/}}\"|})] public static string A() => \"\";"),
            "without a '{'" },
        { "GR0001", In("[Action(\"~/bad/[[x]]/[action]/{|{**rest}.txt|}\")] public static string A() => \"\";"),
            "must have its segment for itself" },
        { "GR0001", In("[Action(\"bad/{a}/{|{b}{c}|}\")] public static string A() => \"\";"), "a literal is missing between" },
        {
            "GR0001",
            "[Controller(\"/[controller]/{**rest}/\")] public static class XController { [Action(\"{|bad|}\")] " +
            "public static string A() => \"\"; }", "nothing can follow it"
        },
        {
            "GR0001",
            "[Controller(\"/[controller]/{|/|}x\")] public static class XController { [Action(\"bad\")] " +
            "public static string A() => \"\"; [Action(\"bad2\")] public static string B() => \"\"; }", "an empty segment"
        },
        { "GR0002", In("[Action(\"bad\")] public static string A() => \"\"; [Action({|\"BAD/\"|})] public static string B() => \"\";"),
            "The route '/x/BAD' of 'XController.B' is already the route of 'XController.A'" },
        {
            "GR0002",
            In("[Action] public static string Bad() => \"\"; [{|Action|}] public static Task<string> BadAsync() => Task.FromResult(\"\");"),
            "XController.BadAsync"
        },
        {
            "GR0002",
            In("[Get(\"bad/{id:int}\")] public static string A() => \"\"; [Get({|\"bad/{number:int}\"|}), Post] " +
                "public static string B() => \"\";"), "The route 'GET /x/bad/{number:int}'"
        },
        {
            "GR0002",
            In("[Get(\"bad/{a}/{b?}\")] public static string A() => \"\"; [Get({|\"bad/{c?}/{d?}\"|})] public static string B() => \"\";"),
            "is already the route of 'XController.A'"
        },
        { "GR0003", "public class YController { [Get(\"{id}\")] public string {|Bad|}() => \"\"; }",
            "[Get] on 'YController.Bad' has no effect" },
        { "GR0003", "public class XController { [Action] public string {|Bad|}() => \"\"; }", "because 'XController' is not a controller" },
        { "GR0003", "public static class X { [Before] public static void {|Bad|}() { } }", "[Before] on 'X.Bad' has no effect" },
        { "GR0003", "public interface IX { [After] void {|Bad|}(); }", "[After]" },
        { "GR0004", "[Controller] public class {|XController|}<T> { [Action] public string Bad() => \"\"; }",
            "generated code has no type arguments for it" },
        { "GR0004", "[Controller] file class {|XController|} { [Action] public string Bad() => \"\"; }", "it is local to its file" },
        { "GR0004", "public class Outer { [Controller] private class {|XController|} { [Action] public string Bad() => \"\"; } }",
            "make it public or internal" },
        { "GR0004", "public class Outer<T> { [Controller] public class {|XController|} { [Action] public string Bad() => \"\"; } }",
            "it is generic" },
        {
            "GR0004",
            "[Controller] public class {|XController|} : Microsoft.AspNetCore.Mvc.ControllerBase { [Action] " +
            "public string Bad() => Request.Path; }", "it derives from ControllerBase of MVC"
        },
        {
            "GR0004",
            "public abstract class Api : Microsoft.AspNetCore.Mvc.Controller; [Controller] public class {|XController|} : Api { [Action] " +
            "public string Bad() => \"\"; }", "it derives from ControllerBase of MVC"
        },
        { "GR0005", In("[Action] private static string {|Bad|}() => \"\";"), "make it public or internal" },
        { "GR0005", In("[Action] public static string {|Bad|}<T>() => \"\";"), "no type arguments for it" },
        { "GR0005", In("[Action] public static string {|Bad|}(__arglist) => \"\";"), "it has __arglist" },
        { "GR0005", In("private static string _text = \"\"; [Action] public static ref string {|Bad|}() => ref _text;"),
            "it returns by reference" },
        { "GR0005", In("public static string Bad { [Action] {|get|} => \"\"; }"), "it is not an ordinary method" },
        { "GR0004", "[Controller, Obsolete(\"gone\", true)] public class {|XController|} { [Action] public string Bad() => \"\"; }",
            "it is obsolete, and an error to use" },
        { "GR0005", In("[Action, Obsolete(\"gone\", error: true)] public static string {|Bad|}() => \"\";"),
            "it is obsolete, and an error to call ([Obsolete(..., error: true)]); remove its route attribute" },
        { "GR0006", In("[Action] public static async void {|Bad|}() => await Task.Yield();"), "'async void'" },
        { "GR0006", In("[Action] public static Task? {|Bad|}() => null;"), "a null task cannot be awaited" },
        { "GR0006", In("[Action] public static Task<Task<string>> {|Bad|}() => throw null!;"),
            "a task that returns a task is not awaited; return one task" },
        { "GR0006", In("[Action] public static ValueTask<ValueTask> {|Bad|}() => default;"), "a task that returns a task is not awaited" },
        { "GR0006", In("[Action] public static System.Runtime.CompilerServices.ConfiguredTaskAwaitable {|Bad|}() => default;"),
            "it is not awaited, and would be written as JSON" },
        { "GR0006", In("[Action] public static System.Runtime.CompilerServices.YieldAwaitable {|Bad|}() => Task.Yield();"),
            "it is not awaited" },
        { "GR0006",
            In("[Action] public static Task<System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable<int>> {|Bad|}() => null!;"),
            "it is not awaited" },
        { "GR0006", In("[Action] public static Later {|Bad|}() => new();") +
            " public class Later { public System.Runtime.CompilerServices.TaskAwaiter<int> GetAwaiter() => default; }",
            "it is not awaited" },
        { "GR0006", In("[Action] public static ValueTask<int>? {|Bad|}() => null;"), "it is not awaited" },
        { "GR0006", In("[Action] public static Derived {|Bad|}() => null!;") + " public class Derived() : Task<int>(() => 1);",
            "return Task, Task<T>, ValueTask or ValueTask<T>" },
        { "GR0006", In("[Action] public static Span<int> {|Bad|}() => default;"), "cannot be written as JSON" },
        { "GR0006", In("[Action] public static Func<int> {|Bad|}() => () => 1;"), "cannot be written as JSON" },
        { "GR0006", In("[Action] public static System.IO.Stream {|Bad|}() => System.IO.Stream.Null;"), "TypedResults.Stream" },
        {
            "GR0006",
            In("[Action] public static Microsoft.AspNetCore.Mvc.IActionResult {|Bad|}() => " +
                "new Microsoft.AspNetCore.Mvc.NoContentResult();"), "only MVC can send it; return what is sent, or IResult or Results<...>"
        },
        {
            "GR0006",
            In("[Action] public static Task<Microsoft.AspNetCore.Mvc.ActionResult<string>> {|Bad|}() => " +
                "Task.FromResult(new Microsoft.AspNetCore.Mvc.ActionResult<string>(\"\"));"), "only MVC can send it"
        },
        {
            "GR0006",
            In("[Action] public static ValueTask<Microsoft.AspNetCore.Mvc.OkObjectResult> {|Bad|}() => " +
                "new(new Microsoft.AspNetCore.Mvc.OkObjectResult(1));"), "only MVC can send it"
        },
        { "GR0006", In("[Action] public static dynamic {|Bad|}() => 1;"), "'dynamic' needs the runtime binder" },
        { "GR0006", In("[Action] public static Task<dynamic?> {|Bad|}() => Task.FromResult<dynamic?>(1);"),
            "'dynamic' needs the runtime binder" },
        { "GR0006", In("[Action] public static IAsyncEnumerable<dynamic> {|Bad|}() => throw null!;"),
            "'dynamic' needs the runtime binder" },
        { "GR0007", In("[Action] public static string Bad([FromBody] dynamic {|body|}) => \"\";"), "'dynamic' needs the runtime binder" },
        { "GR0007", In("[Action] public static string Bad(ref CancellationToken {|aborted|}) => \"\";"), "it is passed by reference" },
        { "GR0007", In("[Action] public static string Bad(in int {|number|}) => \"\";"), "it is passed by reference" },
        { "GR0007", In("[Action] public static string Bad(ReadOnlySpan<char> {|text|}) => \"\";"), "nothing of its type can be kept" },
        { "GR0007", In("[Action] public static string Bad([FromServices] int {|number|}) => \"\";"),
            "a service is a class or an interface" },
        { "GR0008", "[Controller] public class {|XController|} { private XController() { } [Action] public string Bad() => \"\"; }",
            "no constructor that generated code can call" },
        {
            "GR0008",
            "[Controller] public class {|XController|} { public XController() { } public XController(IServiceProvider s) { } [Action] " +
            "public string Bad() => \"\"; }", "2 constructors"
        },
        {
            "GR0008",
            "[Controller] public class XController(HttpContext {|context|}) { [Action] public string Bad() => context.ToString()!; }",
            "not a service but part of the request"
        },
        { "GR0008", "[Controller] public class XController(int {|number|}) { [Action] public string Bad() => $\"{number}\"; }",
            "that is a class or an interface" },
        {
            "GR0008",
            "[Controller] public class {|XController|} { public required string Text { get; set; } [Action] public string Bad() => Text; }",
            "required members"
        },
        { "GR0008", In("[Action] public static void Bad(C context) { }") + " public abstract class {|C|} : RequestContext;",
            "'C' cannot be created: it is abstract" },
        { "GR0008", In("[Action] public static void Bad(C context) { }") +
            " public class C(string {|text|}) : RequestContext { public string Text => text; }", "that is a class or an interface" },
        { "GR0009", In("[Before] public static bool {|Stop|}() => true; [Action] public static string Bad() => \"\";"),
            "a hook returns void, Task or ValueTask" },
        {
            "GR0009",
            In("[Before] public static void A() { } [Before] public static void {|B|}() { } [Action] public static string Bad() => \"\";"),
            "there is at most one"
        },
        { "GR0009", In("[After] public static void {|A|}(int number) { } [Action] public static string Bad() => \"\";"),
            "nothing can fill its parameter 'number'" },
        { "GR0009", In("[Before, After] public static void {|A|}() { } [Action] public static string Bad() => \"\";"),
            "both [Before] and [After]" },
        { "GR0009", In("[After] static void {|A|}() { } [Action] public static string Bad() => \"\";"), "make it public or internal" },
        { "GR0009", In("[After] public static async void {|A|}() => await Task.Yield(); [Action] public static string Bad() => \"\";"),
            "'async void'" },
        { "GR0010", In("[Before] public static void B(C1 c) { } [Action] public static void {|Bad|}(C2 c) { }") +
            " public class C1 : RequestContext; public class C2 : RequestContext;", "'C2' and 'C1'" },
        { "GR0011", In("[Action, {|Hidden|}] public static string Bad() => \"\"; private sealed class HiddenAttribute : Attribute;"),
            "generated code cannot see its class" },
        { "GR0011", In("[Action, Known({|typeof(Hidden)|})] public static string Bad() => \"\"; private class Hidden;") +
            " public sealed class KnownAttribute(Type type) : Attribute { public Type Type => type; }", "one of its arguments" },
        {
            "GR0012",
            In("[Get(\"bad/{id:int}\")] public static string A() => \"\"; [Get({|\"bad/{id:min(5)}\"|})] " +
                "public static string B() => \"\";"), "both match '/x/bad/5'"
        },
        {
            "GR0012",
            In("[Get(\"bad/{name}.{extension}\")] public static string A() => \"\"; [Get({|\"bad/{from}-{to}\"|})] " +
                "public static string B() => \"\";"), "'GET /x/bad/{name}.{extension}' of 'XController.A' both match"
        },
        { "GR0011", In("[Get(\"bad\"), Host({|\"a.b.test:x\"|})] public static string A() => \"\";"), "'a.b.test:x' is not a host" },
        { "GR0011", In("[Get(\"bad\"), Host({|\"a.test\"|}, \"http://x.test\")] public static string A() => \"\";"),
            "'http://x.test' is not a host" },
        { "GR0011", In("[Get(\"bad\"), Host({|\"\"|})] public static string A() => \"\";"), "'' is not a host" },
        { "GR0011", "[Controller, Host({|\":80\"|})] public static class XController { [Get(\"bad\")] public static string A() => \"\"; }",
            "':80' is not a host" },
        { "GR0014", In("[Get(\"bad\", Name = \"op\")] public static string A() => \"\"; [Get(\"b\", Name = {|\"op\"|})] " +
            "public static string B() => \"\";"), "The endpoint name 'op' of 'GET /x/b' of 'XController.B'" },
        { "GR0013", In("[Action, Get(\"bad/{|{id:number}|}\")] public static string A() => \"\";"),
            "there is no constraint 'number'; there are int, long" },
        {
            "GR0013",
            "[Controller(\"bad/{|{id:integer}|}\")] public static class XController { [Get] public static string A(int id) => $\"{id}\"; }",
            "there is no constraint 'integer'"
        },
        { "GR0020", In("[Action] public static string Bad([FromQuery] Version2 {|v|}) => \"\";") + " public class Version2;",
            "comes from the query, and 'Version2' cannot be parsed from text: give it 'static bool TryParse(string, out Version2)'" },
        { "GR0020", In("[Action] public static string Bad([FromHeader] Dictionary<string, string> {|v|}) => \"\";"),
            "comes from the header" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] int[,] {|v|}) => \"\";"), "int[*,*]" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] P {|p|}) => \"\";") +
            " public struct P { public static bool TryParse(string s, out int p) { p = 1; return true; } }", "cannot be parsed from text" },
        { "GR0020", In("[Action] public static string Bad([FromForm] IDisposable {|v|}) => \"\";"),
            "it is not a class or a struct that can be created" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] Version2 {|v|}) => \"\";") + " public class Version2;",
            "write [AsParameters] in place of [FromQuery]" },
        { "GR0020", In("[Action] public static string Bad([FromForm] L l) => \"\";") +
            " public class L { public List<IDisposable>? {|All|} { get; set; } }",
            "'All' of 'XController.Bad' comes from the form, and 'System.IDisposable' cannot be parsed from text: it is not a class" },
        { "GR0020", In("[Action] public static string Bad([FromForm] L l) => \"\";") +
            " public class L { public List<N>? All { get; set; } } public class N { public Dictionary<Uri[], int>? {|Map|} { get; set; } }",
            "its key System.Uri[] cannot be read from text" },
        { "GR0020", In("[Action] public static string Bad([FromForm] L l) => \"\";") +
            " public class L { public List<IFormFile>? {|Files|} { get; set; } }", "files are taken as IReadOnlyList<IFormFile>" },
        { "GR0020", In("[Action] public static string Bad([FromForm] A a) => \"\";") +
            " public class A { public B? B { get; set; } } public record B(C C); " +
            "public record C([property: System.ComponentModel.Description(\"\")] B {|B|});", "it holds itself" },
        { "GR0020", In("[Action] public static string Bad([FromForm] Node node) => \"\";") +
            " public class Node { public required Node {|Next|} { get; set; } }", "it holds itself" },
        { "GR0020", In("[Action] public static string Bad([FromBody] string a, System.Text.Json.JsonElement {|b|}) => \"\";"),
            "comes from the query, and 'System.Text.Json.JsonElement' cannot be parsed from text" },
        { "GR0020", In("[Get] public static string Bad(Plugin[] {|plugins|}) => \"\";") + " public abstract class Plugin;",
            "mark it with [FromBody] or [FromServices]" },
        { "GR0021", In("[Action] public static string Bad([FromBody] int a, [FromBody] int {|b|}) => \"\";"),
            "reads the request body, which the parameter 'a' already reads" },
        { "GR0021", In("[Action] public static string Bad(IFormFile a, [FromBody] int {|b|}) => \"\";"),
            "which the parameter 'a' already reads" },
        { "GR0021", In("[Action] public static string Bad([FromBody] int a, [FromForm] int {|b|}) => \"\";"),
            "which the parameter 'a' already reads" },
        { "GR0021", In("[Action] public static string Bad(System.IO.Stream a, [FromBody] int {|b|}) => \"\";"),
            "which the parameter 'a' already reads" },
        { "GR0021", In("[Action] public static string Bad([FromBody] int a, [AsParameters] P p) => \"\";") +
            " public record P([property: FromBody] int {|B|});", "which the parameter 'a' already reads" },
        { "GR0022", In("[Action] public static string Bad([FromRoute] int {|id|}) => \"\";"), "which has no parameter '{id}'" },
        { "GR0022", In("[Action] public static string Bad([FromRoute(Name = \"key\")] int {|id|}) => \"\";"),
            "which has no parameter '{key}'" },
        {
            "GR0023", In("[Action] public static string Bad(P {|p|}) => \"\";") +
                " public class P { public static ValueTask<P?> BindAsync(HttpContext c, System.Reflection.ParameterInfo p) => default; }",
                "'P.BindAsync': it wants a ParameterInfo"
        },
        {
            "GR0023", In("[Action] public static string Bad(P {|p|}) => \"\";") +
                " public class P { public static Task<P?> BindAsync(HttpContext c) => null!; }",
                "it is not 'static ValueTask<P> BindAsync(HttpContext)'"
        },
        {
            "GR0023", In("[Action] public static string Bad(P {|p|}) => \"\";") +
                " public class P : IBindableFromHttpContext<P> { static ValueTask<P?> IBindableFromHttpContext<P>.BindAsync(HttpContext " +
                "c, System.Reflection.ParameterInfo p) => default; }", "wants a ParameterInfo"
        },
        {
            "GR0023", In("[Action] public static string Bad(P {|p|}) => \"\";") +
                " public interface IBound<T> { static abstract ValueTask<T?> BindAsync(HttpContext c); } " +
                "public class P : IBound<P> { static ValueTask<P?> IBound<P>.BindAsync(HttpContext c) => default; }",
                "generated code cannot call the method of the interface IBound"
        },
        {
            "GR0023", In("[Action] public static string Bad(P {|p|}) => \"\";") +
                " public interface IBound<T> { static virtual ValueTask<T?> BindAsync(HttpContext c) => default; } " +
                "public class P : IBound<P>;", "declare it in the type"
        },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") +
            " public abstract class P { public int A { get; set; } }", "it is not a class or a struct that can be created" },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") +
            " public class P { public int A { get; set; } public required int F; }", "its required member 'F' is not a property" },
        { "GR0020", In("[Post] public static string Bad([FromForm] P {|p|}) => \"\";") +
            " public class P { public int A { get; set; } public required int F; }", "its required member 'F' is not a property" },
        { "GR0020", In("[Post] public static string Bad([FromForm] P p) => \"\";") +
            " public class P { public int A { get; set; } [System.Runtime.Serialization.IgnoreDataMember] " +
            "public required int {|F|} { get; set; } }", "its required member 'F' has [IgnoreDataMember]" },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P? {|p|}) => \"\";") +
            " public class P { public int A { get; set; } }", "it must not be nullable" },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") +
            " public class P { public P(int a) { } public P(string b) { } public int A => 1; }", "not exactly one public constructor" },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") + " public class P { public int A => 1; }",
            "it has no property that can be set" },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") +
            " public record P([AsParameters] Q Q); public record Q(int A);", "'Q' has [AsParameters] itself" },
        { "GR0025", In("[Action] public static string Bad([FromQuery, FromHeader] int {|a|}) => \"\";"),
            "more than one binding source: [FromQuery] and [FromHeader]" },
        { "GR0025", In("[Action] public static string Bad([FromAttributeSource, FromHeader] int {|a|}) => \"\";") + """
             public sealed class FromAttributeSourceAttribute : System.Attribute, Microsoft.AspNetCore.Http.Metadata.IFromQueryMetadata
            {
                public string? Name => null;
            }
            """, "more than one binding source: [FromAttributeSource] and [FromHeader]" },

        // The others of annotations are in Validation/AnnotationDiagnosticTests.
        { "GR0050", In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.StringLength({|5|})] int id) => \"\";"),
            "[StringLength] on 'id' can never be satisfied" },
        { "GR0051", In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.Range({|5|}, 1)] int id) => \"\";"),
            "there is no number between 5 and 1" },
        {
            "GR0052", In("[Post] public static string Bad([FromBody] V v) => \"\";") +
                " public class V { [System.ComponentModel.DataAnnotations.Compare({|\"Q\"|})] public int P { get; set; } }",
                "[Compare] on 'V.P' names 'Q'"
        },
        {
            "GR0053",
            In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.RegularExpression({|\"(\"|})] string p) => \"\";"),
            "The pattern of [RegularExpression] on 'p' is invalid"
        },
        {
            "GR0054", In("[Post] public static string Bad([FromBody] V v) => \"\";") +
                " public class V { [{|System.ComponentModel.DataAnnotations.Required|}] public string P { private get; set; } = \"\"; " +
                "public string Q => P; }", "the property has no public getter"
        },
        {
            "GR0055",
            In("private sealed class Own : System.ComponentModel.DataAnnotations.ValidationAttribute; [Get] " +
                "public static string Bad([{|Own|}] int id) => \"\";"), "generated code cannot see its class"
        },
        {
            "GR0056",
            In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.Range({|1|}, 2, ErrorMessageResourceName = \"X\")] " +
                "int id) => \"\";"), "ErrorMessageResourceType is not"
        },
        { "GR0027", "public class Node<T> { public Node<List<T>>? Next { get; set; } } " +
            In("[Post(\"bad\")] public static string Bad([FromBody] Node<int> {|node|}) => \"\";"),
            "'Node<T>.Next' is a 'Node<System.Collections.Generic.List<T>>" },
        { "GR0027", "public class Node<T> { public Node<List<T>>? Next { get; set; } } " +
            In("[Post(\"bad\")] public static string Bad([FromForm] Node<int> {|node|}) => \"\";"),
            "'Node<T>.Next' is a 'Node<System.Collections.Generic.List<T>>" },
        { "GR0028", "public class TenantAttribute : FromHeaderAttribute { public TenantAttribute() => Name = Environment.MachineName; } " +
            In("[Get(\"bad\")] public static string Bad([Tenant] string {|id|}) => \"\";"), "TenantAttribute" },
        {
            "GR0029", In("[Get(\"bad\")] public static string Bad([Bind<Uri>] int {|id|}) => \"\";"),
            "'XController.Bad' cannot be bound by 'System.Uri': it does not implement 'IParameterBinder<int>'"
        },
    };

    public static TheoryData<string> NearMisses => new(
        // GR0001: braces written twice, tokens in any case, slashes at both ends.
        In("[Action(\"/{{a}}/[CONTROLLER]/[[b]]/\")] public static string A() => \"\";"),
        // GR0001: every element of a template.
        In("[Get(\"{id:int:min(1)?}\"), Get(\"all/{page=1}\"), Post(\"{name}.{ext?}\"), Put(\"files/{**path}\"), " +
            "Head(\"a/{b:regex(^\\\\d{{2}}$)}\")] public static string A() => \"\";"),
        // GR0013: every name in any case, with and without arguments; a colon that begins no constraint.
        In("[Get(\"{a:INT}/{b:Length(3,5)}/{c:nonFile}/{d=x:y}\")] public static string A(int a, string b, string c, " +
            "string d) => a + b + c + d;"),
        // GR0002: verbs, constraints, order, and routes that precedence distinguishes.
        In("[Get(\"a/{b}\")] public static string A() => \"\"; [Post(\"a/{b}\")] public static string B() => \"\"; [Action(\"a/{b}\")] " +
            "public static string C() => \"\"; [Head(\"a/{b}\")] public static string D() => \"\";"),
        In("[Get(\"a/{b:int}\")] public static string A() => \"\"; [Get(\"a/{b:alpha}\")] public static string B() => \"\"; " +
            "[Get(\"a/{b:guid}\")] public static string C() => \"\"; [Get(\"a/{b}\")] public static string D() => \"\"; " +
            "[Get(\"a/{*b}\")] public static string E() => \"\";"),
        In("[Get(\"a/{b:int}\")] public static string A() => \"\"; [Get(\"a/{b:min(5)}\", Order = 1)] public static string B() => \"\";"),
        // GR0002: the same end under another controller; another constant length.
        In("[Action] public static string A() => \"\"; [Action] public static string AB() => \"\";") +
            " [Controller] public static class YController { [Action] public static string A() => \"\"; }",
        // GR0003: an abstract base of controllers, whose actions are inherited.
        "public abstract class Base { [Action] public string A() => \"\"; } [Controller] public class XController : Base;",
        "[Controller(\"api/[controller]\")] public abstract class Base<T> { [Action] public string A() => \"\"; } [Controller] " +
        "public class XController : Base<int>;",
        // GR0004: nested, internal, partial, record, of a generic base, without actions.
        "public class Outer { [Controller] protected internal class XController { [Action] public string A() => \"\"; } }",
        "[Controller] public partial class XController { [Action] public string A() => \"\"; } " +
        "public partial class XController { [Action] public string B() => \"\"; }",
        "[Controller] internal sealed record XController(ILoggerFactory Logging) { [Action] public string A() => \"\"; }",
        "public abstract class Base<T> { [Action] public string A() => \"\"; } [Controller] public class XController : Base<int>;",
        "[Controller] public class XController;",
        // GR0005: internal, protected internal, overloads with routes of their own, names that are keywords.
        In("[Action] internal static string A() => \"\"; [Action(\"b\")] internal static string A(HttpContext c) => \"\"; [Action] " +
            "public static string @class() => \"\";"),
        // GR0004, GR0005: obsolete, with a warning or without.
        "[Controller, Obsolete(\"old\")] public class XController { [Action, Obsolete] public string A() => \"\"; " +
        "[Action, Obsolete(\"old\", false)] public string B() => \"\"; }",
        // GR0006: async void outside an action; nullable; a custom result type.
        In("[Action] public static string? A() => null; public static async void B() => await Task.Yield(); [Action] " +
            "public static Microsoft.AspNetCore.Http.HttpResults.Ok<int> C() => TypedResults.Ok(1);"),
        // GR0006: a method of the name that awaits nothing.
        In("[Action] public static P A() => new();") + " public class P { public int GetAwaiter() => 1; }",
        // GR0007: every supported parameter, with defaults.
        In("[Action] public static void A(C a, RequestContext b, HttpContext c, CancellationToken d = default) { }") +
            " public class C : RequestContext;",
        // GR0008: static members only, so nothing is created; one public constructor among others; marked; required but set.
        "[Controller] public class XController { private XController() { } [Action] public static string A() => \"\"; }",
        "[Controller] public class XController { public XController() { } private XController(int a) { } " +
        "internal XController(string b) { } [Action] public string A() => \"\"; }",
        "[Controller] public class XController { public XController() { } [ActivatorUtilitiesConstructor] " +
        "public XController(IServiceProvider s) { } [Action] public string A() => \"\"; }",
        "[Controller] public class XController { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] " +
        "public XController() => Text = \"\"; public required string Text { get; set; } [Action] public string A() => Text; }",
        // GR0009: one of each, with and without context, hooks without actions.
        In("[Before] public static void A() { } [After] public static ValueTask B(HttpContext c, CancellationToken d) => default; " +
            "[Action] public static string C() => \"\";"),
        // GR0010: contexts in one line of inheritance.
        In(
            "[Before] public static void B(C1 c) { } [After] public static void D(RequestContext c) { } [Action] " +
            "public static void A(C2 c) { } [Action] public static void E(C3 c) { }") +
            " public class C1 : RequestContext; public class C2 : C1; public class C3 : C1;",
        // GR0011: every form of a host.
        In("[Get, Host(\"a.test\", \"*.a.test\", \"a.test:8080\", \"*:8080\", \"[::1]\", \"[::1]:5000\", \"a.test:*\")] " +
            "public static string A() => \"\";"),
        // GR0011: internal attributes and arguments; an inaccessible one that is not metadata.
        In("[Action, Known(typeof(Seen))] public static string A() => \"\"; [Hidden] public static void B() { } internal class Seen; " +
            "private sealed class HiddenAttribute : Attribute;") +
            " internal sealed class KnownAttribute(Type type) : Attribute { public Type Type => type; }",

        // GR0020: the same types from the body, or with a TryParse.
        In(
            "[Action] public static string A([FromBody] V v) => \"\"; [Action] public static string B([FromQuery] P p, " +
            "[FromHeader] P?[] q) => \"\";") +
            " public class V; public struct P { public static bool TryParse(string s, out P p) { p = default; return true; } }",
        In("[Action] public static string A([FromForm] Node node) => \"\";") +
            " public class Node { public required Leaf Leaf { get; init; } } public record Leaf(int A, string? B = \"b\");",

        // GR0021: one body and a class that is a service; fields of one form; files and fields.
        In("[Action] public static string A([FromBody] V v, V w, IServiceProvider s) => \"\"; [Action] " +
            "public static string B(IFormFile a, IFormFileCollection b, [FromForm] int c, IFormCollection d) => \"\";") +
            " public class V;",

        // GR0022: another case, a parameter of the controller's template, an explicit name, one that only some of the routes have.
        "[Controller(\"{tenant}/x\")] public static class XController { [Get(\"{ID}\")] public static string A([FromRoute] int id, " +
        "[FromRoute] string tenant) => tenant + id; [Get(\"b/{key}\"), Post(\"b\")] " +
        "public static string B([FromRoute(Name = \"KEY\")] string? id, string tenant) => id + tenant; }",

        // GR0023: one of two overloads is usable; an attribute names another source; not static.
        In(
            "[Action] public static string A(P p) => \"\"; [Action] public static string B([FromBody] Q q) => \"\"; [Action] " +
            "public static string C(R r) => \"\"; [Action] public static string D(S? s) => \"\";") +
            " public class P { public static ValueTask<P?> BindAsync(HttpContext c, System.Reflection.ParameterInfo p) => default; " +
            "public static ValueTask<P?> BindAsync(HttpContext c) => default; } " +
            "public class Q { public static ValueTask<Q?> BindAsync(HttpContext c, System.Reflection.ParameterInfo p) => default; } " +
            "public class R { public ValueTask<R?> BindAsync(HttpContext c) => default; } " +
            "public struct S { public static ValueTask<S> BindAsync(HttpContext c) => default; }",

        // GR0024: a struct, a record, init and required, additional read-only members.
        In("[Action] public static string A([AsParameters] P p, [AsParameters] Q q, [AsParameters] R r) => \"\";") +
            " public struct P { public int A { get; set; } public int B => 1; } public record Q(int A, [property: FromHeader] string? H, " +
            "int C = 3); public class R { public required int A { get; init; } public CancellationToken T { get; set; } }",

        // GR0025: with an attribute of another kind.
        In("[Action] public static string A([FromQuery, System.ComponentModel.DataAnnotations.Required] int a) => \"\";"));

    private static string In(string members) => $"[Controller] public static class XController {{ {members} }}";
}
