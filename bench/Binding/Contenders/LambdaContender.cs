using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Binding.Bench;

/// <summary>
/// The handlers as minimal APIs: created by RequestDelegateFactory under the JIT, and by the request delegate generator in a native
/// binary, which enables it.
/// </summary>
internal static class LambdaContender
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/nothing", () => "hello");
        app.MapGet("/values/{id}", (int id, int page) => id == 42 && page == 7 ? "hello" : "wrong").WithName("values");
        app.MapGet("/texts/{name}", (string name, string sort) => name == "emma" && sort == "title" ? "hello" : "wrong").WithName("texts");
        app.MapGet("/dates/{day}", (DateOnly day) => day.Day == 22 ? "hello" : "wrong").WithName("dates");
        app.MapGet("/header", ([FromHeader(Name = "X-Trace")] int trace) => trace == 4711 ? "hello" : "wrong");
        app.MapGet("/list", ([FromQuery(Name = "id")] int[] ids) => ids.Length == 3 ? "hello" : "wrong");
        app.MapGet("/parameters",
            ([AsParameters] Paging paging) => paging is { Page: 7, Size: 20, Sort: "title", Descending: true } ? "hello" : "wrong");
        app.MapPost("/json", ([FromBody] Book book) => book.Pages == 474 ? "hello" : "wrong");
        app.MapPost("/plain", ([FromBody] PlainOrder order) => order.Lines!.Count == 2 ? "hello" : "wrong");
        app.MapPost("/validated", ([FromBody] Order order) => IsValid(order) && order.Lines!.Count == 2 ? "hello" : "wrong");
        app.MapPost("/form", ([FromForm] string title, [FromForm] int pages) => title == "Emma" && pages == 474 ? "hello" : "wrong")
            .DisableAntiforgery();
#if !NATIVE
        // The request delegate generator has no code for it (RDG003).
        app.MapPost("/formobject", ([FromForm] PlainOrder order) => order is { Customer: "Emma", Lines: [_, _, { Quantity: 3 }] }
            ? "hello"
            : "wrong").DisableAntiforgery();
#endif
    }

    /// <summary>Validation as written by hand: Validator does not validate nested objects.</summary>
    private static bool IsValid(Order order)
    {
        var results = new List<ValidationResult>();
        Validate(order, results);
        if (order.Address is not null)
        {
            Validate(order.Address, results);
        }

        foreach (var line in order.Lines ?? [])
        {
            Validate(line, results);
        }

        return results.Count == 0;
    }

    private static void Validate(object instance, List<ValidationResult> results) =>
        Validator.TryValidateObject(instance, new ValidationContext(instance), results, validateAllProperties: true);
}
