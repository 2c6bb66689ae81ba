namespace Generator.Tests.Diagnostics;

/// <summary>Errors of parameters and of the types that are bound to them.</summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string, string> BindingErrors => new()
    {
        { "GR0020", In("[Action] public static string Bad([FromQuery] Version2 {|v|}) => \"\";") + " public class Version2;",
            "comes from the query, and 'Version2' cannot be parsed from text: give it 'static bool TryParse(string, out Version2)'" },
        { "GR0020", In("[Action] public static string Bad([FromHeader] Dictionary<string, string> {|v|}) => \"\";"),
            "comes from the header" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] int[,] {|v|}) => \"\";"), "int[*,*]" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] HashSet<int> {|v|}) => \"\";"),
            "cannot be parsed from text: take text, a type that is parsed from text, or an array or a list of these, or bind it" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] int[][] {|v|}) => \"\";"), "or an array or a list of these" },
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
        { "GR0020", In("[Post] public static string Bad([FromForm] P {|p|}) => \"\";") +
            " public class P { public int A { get; set; } public required int F; }", "its required member 'F' is not a property" },
        { "GR0020", In("[Post] public static string Bad([FromForm] P p) => \"\";") +
            " public class P { public int A { get; set; } [System.Runtime.Serialization.IgnoreDataMember] " +
            "public required int {|F|} { get; set; } }", "its required member 'F' has [IgnoreDataMember]" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] P {|p|}) => \"\";") +
            " public class P { [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] " +
            "public static string TryParse(object s, out P p) => throw null!; " +
            "public static bool TryParse(string s, out P p) => throw null!; }", "cannot be parsed from text" },
        { "GR0020", In("[Post] public static string Bad([FromForm] P {|p|}) => \"\";") +
            " public class P { public P(ref int number) { } }", "its constructor takes 'number' by reference" },
        { "GR0020", In("[Action] public static string Bad([FromQuery] P {|p|}) => \"\";") +
            " public class P { [Obsolete(\"\", error: true)] public static bool TryParse(string s, out P p) => throw null!; }",
            "cannot be parsed from text" },
        { "GR0023", In("[Action] public static string Bad(P {|p|}) => \"\";") + " public class P { " +
            "[Obsolete(\"\", error: true)] public static ValueTask<P?> BindAsync(HttpContext context) => default; }",
            "it is obsolete, and an error to call" },
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
        {
            "GR0023", In("[Action] public static string Bad(P {|p|}) => \"\";") +
                " public class P { [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] " +
                "public static Task<P?> BindAsync(HttpContext c, int i = 1) => null!; " +
                "public static ValueTask<P?> BindAsync(HttpContext c) => default; }",
                "C# calls 'P.BindAsync(Microsoft.AspNetCore.Http.HttpContext, int)' in its place"
        },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") +
            " public class P { public P(out int a) { a = 1; A = a; } public int A { get; } }",
            "its constructor takes 'a' by reference" },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") +
            " public abstract class P { public int A { get; set; } }", "it is not a class or a struct that can be created" },
        { "GR0024", In("[Action] public static string Bad([AsParameters] P {|p|}) => \"\";") +
            " public class P { public int A { get; set; } public required int F; }", "its required member 'F' is not a property" },
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

    public static TheoryData<string> ValidBindings => new(
        // GR0020: the same types from the body, or with a TryParse.
        In(
            "[Action] public static string A([FromBody] V v) => \"\"; [Action] public static string B([FromQuery] P p, " +
            "[FromHeader] P?[] q) => \"\";") +
            " public class V; public struct P { public static bool TryParse(string s, out P p) { p = default; return true; } }",
        // GR0020: C# calls another overload, which parses as well.
        In("[Action] public static string A([FromQuery] P p) => \"\";") +
            " public class P { [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] " +
            "public static bool TryParse(object s, out P p, int i = 1) => throw null!; " +
            "public static bool TryParse(string s, out P p) => throw null!; }",
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
}
