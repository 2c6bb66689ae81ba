using Graceful;
using Microsoft.AspNetCore.Mvc;

[assembly: CompileMvcControllers]

namespace Binding.Bench;

/// <summary>
/// The handlers as a controller of MVC, which validates by default: served by MVC, which does not run in a native binary, and compiled.
/// </summary>
[ApiController]
[Route("mvc")]
public sealed class MvcController : ControllerBase
{
    [HttpGet("nothing")] public string Nothing() => "hello";

    [HttpGet("values/{id}")] public string Values(int id, int page) => id == 42 && page == 7 ? "hello" : "wrong";

    [HttpGet("texts/{name}")] public string Texts(string name, string sort) => name == "emma" && sort == "title" ? "hello" : "wrong";

    [HttpGet("dates/{day}")] public string Dates(DateOnly day) => day.Day == 22 ? "hello" : "wrong";

    [HttpGet("header")] public string Header([FromHeader(Name = "X-Trace")] int trace) => trace == 4711 ? "hello" : "wrong";

    [HttpGet("list")] public string List([FromQuery(Name = "id")] int[] ids) => ids.Length == 3 ? "hello" : "wrong";

    [HttpGet("parameters")] public string Parameters([FromQuery] Paging paging) =>
        paging is { Page: 7, Size: 20, Sort: "title", Descending: true } ? "hello" : "wrong";

    [HttpPost("json")] public string Json([FromBody] Book book) => book.Pages == 474 ? "hello" : "wrong";

    [HttpPost("plain")] public string Plain([FromBody] PlainOrder order) => order.Lines!.Count == 2 ? "hello" : "wrong";

    [HttpPost("validated")] public string Validated([FromBody] Order order) => order.Lines!.Count == 2 ? "hello" : "wrong";

    [HttpPost("form")] public string Form([FromForm] string title, [FromForm] int pages) =>
        title == "Emma" && pages == 474 ? "hello" : "wrong";

    [HttpPost("formobject")] public string FormObject([FromForm] PlainOrder order) =>
        order is { Customer: "Emma", Lines: [_, _, { Quantity: 3 }] } ? "hello" : "wrong";
}
