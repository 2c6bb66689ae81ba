namespace Generator.Tests.Diagnostics;

/// <summary>The programs: each with its one error, and those that only look as if.</summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string, string> Firing => new()
    {
        { "GR0001", In("[Action({|\"bad/{id\"|})] public static string A() => \"\";"), "The route 'bad/{id' is not understood: there is a '{' without a '}'" },
        { "GR0001", In("[Action, Get({|\"bad/{id:number}\"|})] public static string A() => \"\";"), "there is no constraint 'number'; there are int, long" },
        { "GR0001", In("[Get, Post({|\"bad/{id:max(x)}\"|})] public static string A() => \"\";"), "the constraint 'max(x)' cannot be: it takes one number" },
        { "GR0001", In("[Action({|\"bad//b\"|})] public static string A() => \"\";"), "two slashes" },
        { "GR0001", In("[Action({|\"[area]\"|})] public static string Bad() => \"\";"), "the token [area] is unknown" },
        { "GR0001", "[Controller({|\"{tenant\"|})] public static class XController { [Action] public static string Bad() => \"\"; }", "The route '{tenant'" },
        { "GR0001", "[Controller(\"{tenant}\")] public static class XController { [Action({|\"bad/{tenant}\"|})] public static string Bad() => \"\"; }", "the parameter 'tenant' stands in it twice" },
        { "GR0002", In("[Action(\"bad\")] public static string A() => \"\"; [Action({|\"BAD/\"|})] public static string B() => \"\";"), "The route '/x/BAD' of XController.B is also that of XController.A" },
        { "GR0002", In("[Action] public static string Bad() => \"\"; [{|Action|}] public static Task<string> BadAsync() => Task.FromResult(\"\");"), "XController.BadAsync" },
        { "GR0002", In("[Get(\"bad/{id:int}\")] public static string A() => \"\"; [Get({|\"bad/{number:int}\"|}), Post] public static string B() => \"\";"), "The route 'GET /x/bad/{number:int}'" },
        { "GR0002", In("[Get(\"bad/{a}/{b?}\")] public static string A() => \"\"; [Get({|\"bad/{c?}/{d?}\"|})] public static string B() => \"\";"), "is also that of XController.A" },
        { "GR0003", "public class YController { [Get(\"{id}\")] public string {|Bad|}() => \"\"; }", "[Get] on YController.Bad has no effect" },
        { "GR0003", "public class XController { [Action] public string {|Bad|}() => \"\"; }", "mark the class XController with [Controller]" },
        { "GR0003", "public static class X { [Before] public static void {|Bad|}() { } }", "[Before] on X.Bad has no effect" },
        { "GR0003", "public interface IX { [After] void {|Bad|}(); }", "[After]" },
        { "GR0004", "[Controller] public class {|XController|}<T> { [Action] public string Bad() => \"\"; }", "it is generic" },
        { "GR0004", "[Controller] file class {|XController|} { [Action] public string Bad() => \"\"; }", "it is local to its file" },
        { "GR0004", "public class Outer { [Controller] private class {|XController|} { [Action] public string Bad() => \"\"; } }", "make it public or internal" },
        { "GR0004", "public class Outer<T> { [Controller] public class {|XController|} { [Action] public string Bad() => \"\"; } }", "it is generic" },
        { "GR0005", In("[Action] private static string {|Bad|}() => \"\";"), "make it public or internal" },
        { "GR0005", In("[Action] public static string {|Bad|}<T>() => \"\";"), "it is generic" },
        { "GR0005", In("private static string _text = \"\"; [Action] public static ref string {|Bad|}() => ref _text;"), "it returns by reference" },
        { "GR0005", In("public static string Bad { [Action] {|get|} => \"\"; }"), "it is not an ordinary method" },
        { "GR0006", In("[Action] public static int {|Bad|}() => 1;"), "returns int: return void, string, IResult" },
        { "GR0006", In("[Action] public static Task<int> {|Bad|}() => Task.FromResult(1);"), "Task<int>" },
        { "GR0006", In("[Action] public static async void {|Bad|}() => await Task.Yield();"), "'async void'" },
        { "GR0006", In("[Action] public static Task? {|Bad|}() => null;"), "a task that is null" },
        { "GR0006", In("[Action] public static IAsyncEnumerable<string> {|Bad|}() => throw null!;"), "IAsyncEnumerable" },
        { "GR0007", In("[Action] public static string Bad(int {|id|}) => \"\";"), "The parameter 'id' of XController.Bad cannot be filled" },
        { "GR0007", In("[Action] public static string Bad(ref CancellationToken {|aborted|}) => \"\";"), "each by value" },
        { "GR0007", In("[Action] public static string Bad(HttpRequest {|request|}) => \"\";"), "HttpContext" },
        { "GR0008", "[Controller] public abstract class {|XController|} { [Action] public string Bad() => \"\"; }", "XController cannot be created: it is abstract" },
        { "GR0008", "[Controller] public class {|XController|} { private XController() { } [Action] public string Bad() => \"\"; }", "no constructor that generated code can call" },
        { "GR0008", "[Controller] public class {|XController|} { public XController() { } public XController(IServiceProvider s) { } [Action] public string Bad() => \"\"; }", "2 constructors" },
        { "GR0008", "[Controller] public class XController(HttpContext {|context|}) { [Action] public string Bad() => context.ToString()!; }", "not a service but part of the request" },
        { "GR0008", "[Controller] public class XController(int {|number|}) { [Action] public string Bad() => $\"{number}\"; }", "that is a class or an interface" },
        { "GR0008", "[Controller] public class {|XController|} { public required string Text { get; set; } [Action] public string Bad() => Text; }", "required members" },
        { "GR0008", In("[Action] public static void Bad(C context) { }") + " public abstract class {|C|} : ActionContext;", "C cannot be created: it is abstract" },
        { "GR0008", In("[Action] public static void Bad(C context) { }") + " public class C(string {|text|}) : ActionContext { public string Text => text; }", "that is a class or an interface" },
        { "GR0009", In("[Before] public static bool {|Stop|}() => true; [Action] public static string Bad() => \"\";"), "a hook returns void, Task or ValueTask" },
        { "GR0009", In("[Before] public static void A() { } [Before] public static void {|B|}() { } [Action] public static string Bad() => \"\";"), "there is at most one" },
        { "GR0009", In("[After] public static void {|A|}(int number) { } [Action] public static string Bad() => \"\";"), "nothing can fill its parameter 'number'" },
        { "GR0009", In("[Before, After] public static void {|A|}() { } [Action] public static string Bad() => \"\";"), "both [Before] and [After]" },
        { "GR0009", In("[After] static void {|A|}() { } [Action] public static string Bad() => \"\";"), "make it public or internal" },
        { "GR0009", In("[After] public static async void {|A|}() => await Task.Yield(); [Action] public static string Bad() => \"\";"), "'async void'" },
        { "GR0010", In("[Before] public static void B(C1 c) { } [Action] public static void {|Bad|}(C2 c) { }") + " public class C1 : ActionContext; public class C2 : ActionContext;", "(C2, C1)" },
        { "GR0011", In("[Action, {|Hidden|}] public static string Bad() => \"\"; private sealed class HiddenAttribute : Attribute;"), "generated code cannot see its class" },
        { "GR0011", In("[Action, Known({|typeof(Hidden)|})] public static string Bad() => \"\"; private class Hidden;") + " public sealed class KnownAttribute(Type type) : Attribute { public Type Type => type; }", "one of its arguments" },
        { "GR0012", In("[Get(\"bad/{id:int}\")] public static string A() => \"\"; [Get({|\"bad/{id:min(5)}\"|})] public static string B() => \"\";"), "both answer /x/bad/5" },
        { "GR0012", In("[Get(\"bad/{name}.{extension}\")] public static string A() => \"\"; [Get({|\"bad/{from}-{to}\"|})] public static string B() => \"\";"), "'GET /x/bad/{name}.{extension}' of XController.A both answer" },
    };

    public static TheoryData<string> NearMisses => new(
        // GR0001: braces written twice, tokens in any case, slashes at both ends.
        In("[Action(\"/{{a}}/[CONTROLLER]/[[b]]/\")] public static string A() => \"\";"),
        // GR0001: everything that a template can have.
        In("[Get(\"{id:int:min(1)?}\"), Get(\"all/{page=1}\"), Post(\"{name}.{ext?}\"), Put(\"files/{**path}\"), Head(\"a/{b:regex(^\\\\d{{2}}$)}\")] public static string A() => \"\";"),
        // GR0002: verbs, constraints, order and what precedence tells apart.
        In("[Get(\"a/{b}\")] public static string A() => \"\"; [Post(\"a/{b}\")] public static string B() => \"\"; [Action(\"a/{b}\")] public static string C() => \"\"; [Head(\"a/{b}\")] public static string D() => \"\";"),
        In("[Get(\"a/{b:int}\")] public static string A() => \"\"; [Get(\"a/{b:alpha}\")] public static string B() => \"\"; [Get(\"a/{b:guid}\")] public static string C() => \"\"; [Get(\"a/{b}\")] public static string D() => \"\"; [Get(\"a/{*b}\")] public static string E() => \"\";"),
        In("[Get(\"a/{b:int}\")] public static string A() => \"\"; [Get(\"a/{b:min(5)}\", Order = 1)] public static string B() => \"\";"),
        // GR0002: the same end under another controller; another constant length.
        In("[Action] public static string A() => \"\"; [Action] public static string AB() => \"\";") + " [Controller] public static class YController { [Action] public static string A() => \"\"; }",
        // GR0003: an abstract base of controllers, whose actions are inherited.
        "public abstract class Base { [Action] public string A() => \"\"; } [Controller] public class XController : Base;",
        // GR0004: nested, internal, partial, record, of a generic base, without actions.
        "public class Outer { [Controller] protected internal class XController { [Action] public string A() => \"\"; } }",
        "[Controller] public partial class XController { [Action] public string A() => \"\"; } public partial class XController { [Action] public string B() => \"\"; }",
        "[Controller] internal sealed record XController(ILoggerFactory Logging) { [Action] public string A() => \"\"; }",
        "public abstract class Base<T> { [Action] public string A() => \"\"; } [Controller] public class XController : Base<int>;",
        "[Controller] public class XController;",
        // GR0005: internal, protected internal, overloads with routes of their own, names that are keywords.
        In("[Action] internal static string A() => \"\"; [Action(\"b\")] internal static string A(HttpContext c) => \"\"; [Action] public static string @class() => \"\";"),
        // GR0006: async void that is no action; nullable; a result's own type.
        In("[Action] public static string? A() => null; public static async void B() => await Task.Yield(); [Action] public static Microsoft.AspNetCore.Http.HttpResults.Ok<int> C() => TypedResults.Ok(1);"),
        // GR0007: all that is accepted, with defaults.
        In("[Action] public static void A(C a, ActionContext b, HttpContext c, CancellationToken d = default) { }") + " public class C : ActionContext;",
        // GR0008: nothing is created when all is static; one public constructor among others; marked; required but set.
        "[Controller] public abstract class XController { [Action] public static string A() => \"\"; }",
        "[Controller] public class XController { public XController() { } private XController(int a) { } internal XController(string b) { } [Action] public string A() => \"\"; }",
        "[Controller] public class XController { public XController() { } [ActivatorUtilitiesConstructor] public XController(IServiceProvider s) { } [Action] public string A() => \"\"; }",
        "[Controller] public class XController { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public XController() => Text = \"\"; public required string Text { get; set; } [Action] public string A() => Text; }",
        // GR0009: one of each, with and without context, hooks without actions.
        In("[Before] public static void A() { } [After] public static ValueTask B(HttpContext c, CancellationToken d) => default; [Action] public static string C() => \"\";"),
        // GR0010: contexts in one line.
        In("[Before] public static void B(C1 c) { } [After] public static void D(ActionContext c) { } [Action] public static void A(C2 c) { } [Action] public static void E(C3 c) { }") + " public class C1 : ActionContext; public class C2 : C1; public class C3 : C1;",
        // GR0011: internal attributes and arguments; a hidden one where it is no metadata.
        In("[Action, Known(typeof(Seen))] public static string A() => \"\"; [Hidden] public static void B() { } internal class Seen; private sealed class HiddenAttribute : Attribute;") + " internal sealed class KnownAttribute(Type type) : Attribute { public Type Type => type; }");

    private static string In(string members) => $"[Controller] public static class XController {{ {members} }}";
}
