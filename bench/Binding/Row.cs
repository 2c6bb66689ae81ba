namespace Binding.Bench;

/// <summary>One row of the table.</summary>
/// <param name="Name">The kind of argument.</param>
/// <param name="Request">The request.</param>
/// <param name="StatusCode">The expected status.</param>
/// <param name="IsOfActionsInNative">True when a minimal API cannot bind it in a native binary.</param>
internal sealed record Row(string Name, BenchRequest Request, int StatusCode = StatusCodes.Status200OK, bool IsOfActionsInNative = false)
{
    private const string Json = "application/json";
    private const string Order =
        """{"customer":"Emma","address":{"street":"Highbury Road 1","city":"Hartfield"}""" +
        ""","lines":[{"book":"Persuasion","quantity":2},{"book":"Emma","quantity":1}]}""";

    private const string OrderForm =
        "customer=Emma&lines[0].book=Persuasion&lines[0].quantity=2&lines[1].book=Emma&lines[1].quantity=1" +
        "&lines[2].book=Sanditon&lines[2].quantity=3";

    public static Row[] All { get; } =
    [
        new("nothing", new("GET", "/nothing")),
        new("int of the route, int of the query", new("GET", "/values/42", "?page=7")),
        new("string of the route, string of the query", new("GET", "/texts/emma", "?sort=title")),
        new("int of a header", new("GET", "/header")),
        new("three ints of one key", new("GET", "/list", "?id=1&id=2&id=3")),
        new("[AsParameters] with four values", new("GET", "/parameters", "?page=7&size=20&sort=title&descending=true")),
        new("form of two fields", new("POST", "/form", "", "application/x-www-form-urlencoded", "title=Emma&pages=474")),
        new("form of an object with three in a list",
            new("POST", "/formobject", "", "application/x-www-form-urlencoded", OrderForm), IsOfActionsInNative: true),
        new("JSON of three members", new("POST", "/json", "", Json, """{"title":"Emma","pages":474,"price":9.5}""")),
        new("nested JSON", new("POST", "/plain", "", Json, Order)),
        new("nested JSON, validated", new("POST", "/validated", "", Json, Order)),
        new("refused: the int of the query is none", new("GET", "/values/42", "?page=x"), StatusCodes.Status400BadRequest),
    ];
}
