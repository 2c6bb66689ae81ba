namespace Generator.Tests.Diagnostics;

/// <summary>Errors of route templates, hosts and endpoint names.</summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string, string> RouteErrors => new()
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
        { "GR0013", In("[Action, Get(\"bad/{|{id:number}|}\")] public static string A() => \"\";"),
            "there is no constraint 'number'; there are int, long" },
        {
            "GR0013",
            "[Controller(\"bad/{|{id:integer}|}\")] public static class XController { [Get] public static string A(int id) => $\"{id}\"; }",
            "there is no constraint 'integer'"
        },
        { "GR0014", In("[Get(\"bad\", Name = \"op\")] public static string A() => \"\"; [Get(\"b\", Name = {|\"op\"|})] " +
            "public static string B() => \"\";"), "The endpoint name 'op' of 'GET /x/b' of 'XController.B'" },
    };

    public static TheoryData<string> ValidRoutes => new(
        // GR0001: braces written twice, tokens in any case, slashes at both ends.
        In("[Action(\"/{{a}}/[CONTROLLER]/[[b]]/\")] public static string A() => \"\";"),
        // GR0001: every element of a template.
        In("[Get(\"{id:int:min(1)?}\"), Get(\"all/{page=1}\"), Post(\"{name}.{ext?}\"), Put(\"files/{**path}\"), " +
            "Head(\"a/{b:regex(^\\\\d{{2}}$)}\")] public static string A() => \"\";"),
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
        // GR0013: every name in any case, with and without arguments; a colon that begins no constraint.
        In("[Get(\"{a:INT}/{b:Length(3,5)}/{c:nonFile}/{d=x:y}\")] public static string A(int a, string b, string c, " +
            "string d) => a + b + c + d;"));
}
