namespace Generator.Tests.Corpus;

/// <summary>Names that C# allows and that generated code could mistake: keywords, other alphabets, and its own names.</summary>
internal static class OddNames
{
    public static readonly string[] Members =
    [
        "Id", "Name", "Count", "Price", "Items", "Key", "Text", "@class", "@event", "@int", "@namespace", "@return", "@null", "@default",
        "@record", "@required",
        "@scoped", "@field", "@value", "@await", "@async", "@var", "@dynamic", "@nint", "@global", "@partial", "@where", "@when",
        "@yield", "@file", "@args", "naïve",
        "Größe", "数", "имя", "a\u0301", "_", "__", "_1", "Result", "String", "Task", "Value", "value", "errors", "form", "isComplete",
        "List", "Item1", "HasValue",
        "Length", "System", "Microsoft", "Graceful", "ID", "iD", "ıd", "İd", "Keys", "Type", "validation", "instance", "path", "context",
    ];

    /// <summary>Without names of namespaces in <see cref="Namespaces"/>, which a type must not share.</summary>
    public static readonly string[] Types =
    [
        "Order", "ORDER", "order_", "Book", "Node", "Tree", "@event", "@class", "@record", "@dynamic", "@file", "@required",
        "@scoped", "@nint", "@var", "@async", "Größe", "数",
        "Имя", "RouteSearch", "RouteVerbs", "Regex", "CultureInfo", "Task", "String", "Object", "Int32", "List", "Links", "Routes",
        "Nullable", "Attribute", "Action",
        "Func", "Exception", "Get", "Filter", "Controller", "ValidatedMember", "ObjectValidation", "HttpContext", "ReadOnlySpan", "Type",
        "_", "__", "A", "a_", "Validator",
    ];

    public static readonly string[] Parameters =
    [
        .. Members.Where(name => name is not ("System" or "Microsoft")),
        "httpContext", "services", "scope", "controller", "route", "arguments", "formBody", "result", "exception", "pipeline",
        "invocation", "search", "span", "binder", "index",
    ];

    /// <summary>The empty one is the global namespace.</summary>
    public static readonly string[] Namespaces =
        ["", "App", "App.Inner", "Shop.@namespace", "Ünï.Cödé", "App.System", "App.Microsoft.AspNetCore", "App.Graceful", "Graceful.Mine",
            "@default.@class2", "_0._1"];

    /// <summary>C# literals of hostile texts.</summary>
    public static readonly string[] Texts =
    [
        "\"a\"", "\"A b\"", "\"\"", "\"\\r\\n\"", "\"\\u2028\"", "\"\\\"\"", "\"*/\"", "\"{}\"", "\"<&>\"", "\"é数\"", "\"\\ud800\"",
        "\"\\0\"", "\"a\\\\b\"", "\"#if\"", "\"{0} {1}\"", "\"--\"",
        "\"class\"", "\"X-Name\"", "\"a.b[0]\"", "\"\\u202e\"", "\"😀\"", "\"null\"", "\"\\\"\\\"\\\"\"",
    ];
}
