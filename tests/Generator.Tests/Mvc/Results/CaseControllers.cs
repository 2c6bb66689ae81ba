using System.Reflection;
using Graceful.Mvc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;

#pragma warning disable CA1822 // MVC does not run static methods

namespace Generator.Tests.Mvc.Results;

[Route("cases/{name}")]
[NonController]
public sealed class CasesController : ControllerBase
{
    public IActionResult Run(string name) => ResultCases.All[name].Make(this);
}

[ApiController]
[Route("api/{name}")]
[NonController]
public sealed class ApiCasesController : ControllerBase
{
    [HttpGet, HttpPost, HttpHead]
    public IActionResult Run(string name) => ResultCases.All[name].Make(this);
}

/// <summary>The target of links.</summary>
[NonController]
public sealed class BooksController : ControllerBase
{
    [HttpGet("books/{id}", Name = "book")]
    public string Show(string id) => id;
}

/// <summary>The target of links into an area.</summary>
[Area("admin")]
[NonController]
public sealed class UsersController : ControllerBase
{
    [HttpGet("admin/users")]
    public string List() => "users";
}

/// <summary>Actions that declare the type of their value.</summary>
[Route("values/[action]")]
[NonController]
public sealed class ValuesController : ControllerBase
{
    internal static readonly Dictionary<string, Func<ActionContext, Task>> Compiled = new()
    {
        ["Whole"] = context => SendAsync(context, MvcReturn.Converted(new ActionResult<Book>(new Book("Dune <é>", 412)))),
        ["Derived"] = context => SendAsync(context, MvcReturn.Converted(new ActionResult<Book>(new Novel("Emma", 474, "romance")))),
        ["Polymorphic"] = context => SendAsync(context, MvcReturn.Converted(new ActionResult<Shape>(new Circle("red", 1)))),
        ["Number"] = context => SendAsync(context, MvcReturn.Value(42)),
        ["NoNumber"] = context => SendAsync(context, MvcReturn.Value<int?>(null)),
        ["SomeNumber"] = context => SendAsync(context, MvcReturn.Value<int?>(7)),
        ["Text"] = context => SendAsync(context, MvcReturn.Value("text")),
        ["EmptyText"] = context => SendAsync(context, MvcReturn.Value(string.Empty)),
        ["NoText"] = context => SendAsync(context, MvcReturn.Value<string?>(null)),
        ["TextOrNotFound"] = context => SendAsync(context, MvcReturn.Converted(new ActionResult<string>("text"))),
        ["NoBook"] = context => SendAsync(context, MvcReturn.Converted(new ActionResult<Book?>((Book?)null))),
        ["Iterator"] = context => SendAsync(context, MvcReturn.Value(Iterated())),
        ["Items"] = context => SendAsync(context, MvcReturn.Value(ItemsAsync())),
        ["Value"] = context => SendAsync(context, MvcReturn.Value<object>(new Novel("Emma", 474, "romance"))),
        ["Bytes"] = context => SendAsync(context, MvcReturn.Value<Stream>(new MemoryStream([1, 2]))),
        ["Trouble"] = context => SendAsync(
            context, MvcReturn.Converted(new ActionResult<ProblemDetails>(new ProblemDetails { Status = 409 }))),
        ["Refused"] = context => SendAsync(context, MvcReturn.Converted(new ActionResult<Book>(new NotFoundObjectResult("no")))),
        ["Minimal"] = context => SendAsync(context, MvcReturn.Converted(new ActionResult<Ok<Book>>(TypedResults.Ok(new Book("b", 1))))),
        ["Coordinates"] = context => SendAsync(context, MvcReturn.Value(new Point { X = 1 })),
    };

    public ActionResult<Book> Whole() => new Book("Dune <é>", 412);

    public ActionResult<Book> Derived() => new Novel("Emma", 474, "romance");

    public ActionResult<Shape> Polymorphic() => new Circle("red", 1);

    public int Number() => 42;

    public int? NoNumber() => null;

    public int? SomeNumber() => 7;

    public string Text() => "text";

    public string EmptyText() => string.Empty;

    public string? NoText() => null;

    public ActionResult<string> TextOrNotFound() => "text";

    public ActionResult<Book?> NoBook() => (Book?)null;

    public IEnumerable<Book> Iterator() => Iterated();

    public IAsyncEnumerable<Book> Items() => ItemsAsync();

    public object Value() => new Novel("Emma", 474, "romance");

    public Stream Bytes() => new MemoryStream([1, 2]);

    public ActionResult<ProblemDetails> Trouble() => new ProblemDetails { Status = 409 };

    public ActionResult<Book> Refused() => NotFound("no");

    public ActionResult<Ok<Book>> Minimal() => new(TypedResults.Ok(new Book("b", 1)));

    public Point Coordinates() => new() { X = 1 };

    /// <summary>Sends what the generated code of an action returns.</summary>
    private static async Task SendAsync(ActionContext context, ValueTask<IActionResult> result) =>
        await MvcResults.ExecuteAsync(context, await result);

    private static IEnumerable<Book> Iterated() => Enumerable.Range(1, 2).Select(n => new Book("b", n));

    private static async IAsyncEnumerable<Book> ItemsAsync()
    {
        await Task.Yield();
        yield return new Book("item", 1);
    }
}

/// <summary>
/// Makes controllers of these classes and of no others in this assembly. They are none by themselves: programs of other tests reference
/// this assembly, and would be warned of its controllers (GR0062).
/// </summary>
internal sealed class CaseControllers : IApplicationFeatureProvider<ControllerFeature>
{
    public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
    {
        feature.Controllers.Clear();
        foreach (var type in new[]
        {
            typeof(CasesController), typeof(ApiCasesController), typeof(BooksController), typeof(UsersController), typeof(ValuesController),
        })
        {
            feature.Controllers.Add(type.GetTypeInfo());
        }
    }
}
