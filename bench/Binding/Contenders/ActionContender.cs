using Graceful;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Binding.Bench;

/// <summary>The handlers as actions.</summary>
[Controller("/")]
internal static class HandlersController
{
    [Get("nothing")] public static string Nothing() => "hello";

    [Get("values/{id}")] public static string Values(int id, int page) => id == 42 && page == 7 ? "hello" : "wrong";

    [Get("texts/{name}")] public static string Texts(string name, string sort) => name == "emma" && sort == "title" ? "hello" : "wrong";

    [Get("dates/{day}")] public static string Dates(DateOnly day) => day.Day == 22 ? "hello" : "wrong";

    [Get("header")] public static string Header([FromHeader(Name = "X-Trace")] int trace) => trace == 4711 ? "hello" : "wrong";

    [Get("list")] public static string List([FromQuery(Name = "id")] int[] ids) => ids.Length == 3 ? "hello" : "wrong";

    [Get("parameters")] public static string Parameters([AsParameters] Paging paging) =>
        paging is { Page: 7, Size: 20, Sort: "title", Descending: true } ? "hello" : "wrong";

    [Post("json")] public static string Json([FromBody] Book book) => book.Pages == 474 ? "hello" : "wrong";

    [Post("plain")] public static string Plain([FromBody] PlainOrder order) => order.Lines!.Count == 2 ? "hello" : "wrong";

    [Post("validated")] public static string Validated([FromBody] Order order) => order.Lines!.Count == 2 ? "hello" : "wrong";

    [Post("form"), RequireAntiforgeryToken(false)]
    public static string Form([FromForm] string title, [FromForm] int pages) => title == "Emma" && pages == 474 ? "hello" : "wrong";

    [Post("formobject"), RequireAntiforgeryToken(false)]
    public static string FormObject([FromForm] PlainOrder order) =>
        order is { Customer: "Emma", Lines: [_, _, { Quantity: 3 }] } ? "hello" : "wrong";
}

internal static class ActionContender
{
    public static void Map(WebApplication app) => app.UseActions();
}
