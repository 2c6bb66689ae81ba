namespace Generator.Tests.Diagnostics;

/// <summary>Errors of controllers, actions, hooks and the context.</summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string, string> ControllerErrors => new()
    {
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
        { "GR0004", "[Controller, Obsolete(\"gone\", true)] public class {|XController|} { [Action] public string Bad() => \"\"; }",
            "it is obsolete, and an error to use" },
        { "GR0005", In("[Action] private static string {|Bad|}() => \"\";"), "make it public or internal" },
        { "GR0005", In("[Action] public static string {|Bad|}<T>() => \"\";"), "no type arguments for it" },
        { "GR0005", In("[Action] public static string {|Bad|}(__arglist) => \"\";"), "it has __arglist" },
        { "GR0005", In("private static string _text = \"\"; [Action] public static ref string {|Bad|}() => ref _text;"),
            "it returns by reference" },
        { "GR0005", In("[Action, System.Runtime.InteropServices.UnmanagedCallersOnly] public static int {|Bad|}() => 1;"),
            "it has [UnmanagedCallersOnly]" },
        { "GR0005", In("public static string Bad { [Action] {|get|} => \"\"; }"), "it is not an ordinary method" },
        { "GR0005", In("[Action, Obsolete(\"gone\", error: true)] public static string {|Bad|}() => \"\";"),
            "it is obsolete, and an error to call ([Obsolete(..., error: true)]); remove its route attribute" },
        { "GR0005", In("[Action] public static string {|Bad|}(string a) => a; " +
            "[System.Runtime.CompilerServices.OverloadResolutionPriority(1)] public static void Bad(object a, int b = 1) { }"),
            "C# calls 'XController.Bad(object, int)' in its place, which has a higher [OverloadResolutionPriority]" },
        { "GR0006", "[Obsolete(\"gone\", true)] public class Gone; " + In("[Action, Obsolete] public static Gone {|Bad|}() => new();"),
            "generated code cannot name it" },
        { "GR0007", "[Obsolete(\"gone\", true)] public class Gone; " +
            In("[Action, Obsolete] public static string Bad(Gone {|gone|}) => \"\";"),
            "generated code cannot name its type" },
        { "GR0007", "public interface IX<T> where T : IX<T> { static abstract T Make(); } " +
            "public sealed class X : IX<X> { public static X Make() => new(); } " +
            In("[Action] public static string Bad(IX<X> {|x|}) => \"\";"), "generated code cannot name its type" },
        {
            "GR0008",
            "[Controller] public class {|XController|} { [ActivatorUtilitiesConstructor] public XController(IServiceProvider a) { } " +
            "[System.Runtime.CompilerServices.OverloadResolutionPriority(1)] public XController(object a) { } " +
            "[Action] public string Bad() => \"\"; }", "which has a higher [OverloadResolutionPriority]"
        },
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
        { "GR0008", "[Controller] public class {|XController|} { [Obsolete(\"\", error: true)] public XController() { } " +
            "[Action] public string Bad() => \"\"; }", "it has no constructor that generated code can call" },
        { "GR0008", In("[Action, Filter<F>] public static string Bad() => \"\";") + " public class {|F|} : IEndpointFilter { " +
            "[Obsolete(\"\", error: true)] public F() { } public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, " +
            "EndpointFilterDelegate next) => next(context); }", "it has no constructor that generated code can call" },
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
        { "GR0011", In("[Get(\"bad\"), Host({|\"a.b.test:x\"|})] public static string A() => \"\";"), "'a.b.test:x' is not a host" },
        { "GR0011", In("[Get(\"bad\"), Host({|\"a.test\"|}, \"http://x.test\")] public static string A() => \"\";"),
            "'http://x.test' is not a host" },
        { "GR0011", In("[Get(\"bad\"), Host({|\"\"|})] public static string A() => \"\";"), "'' is not a host" },
        { "GR0011", "[Controller, Host({|\":80\"|})] public static class XController { [Get(\"bad\")] public static string A() => \"\"; }",
            "':80' is not a host" },
    };

    public static TheoryData<string> ValidControllers => new(
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
        // GR0004, GR0005: obsolete, with a warning or without.
        "[Controller, Obsolete(\"old\")] public class XController { [Action, Obsolete] public string A() => \"\"; " +
        "[Action, Obsolete(\"old\", false)] public string B() => \"\"; }",
        // GR0005: internal, protected internal, overloads with routes of their own, names that are keywords.
        In("[Action] internal static string A() => \"\"; [Action(\"b\")] internal static string A(HttpContext c) => \"\"; [Action] " +
            "public static string @class() => \"\";"),
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
            " internal sealed class KnownAttribute(Type type) : Attribute { public Type Type => type; }");
}
