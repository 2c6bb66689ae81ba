using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Generator.Tests.Mvc.Results;

public record Book(string Title, int Pages);

public sealed record Novel(string Title, int Pages, string Genre) : Book(Title, Pages);

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape(string Color);

public sealed record Circle(string Color, double Radius) : Shape(Color);

public sealed record Square(string Color, int Side) : Shape(Color);

public struct Point
{
    public int X { get; set; }

    public int Y { get; set; }
}

public enum Weekday
{
    Monday,
    Tuesday,
}

/// <summary>The types of the cases: the app without MVC has no reflection for JSON, as in a native binary.</summary>
[JsonSerializable(typeof(Book))]
[JsonSerializable(typeof(Novel))]
[JsonSerializable(typeof(Shape))]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Weekday))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(List<Book>))]
[JsonSerializable(typeof(Book[]))]
[JsonSerializable(typeof(IEnumerable<Book>))]
[JsonSerializable(typeof(IAsyncEnumerable<Book>))]
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class CaseJson : JsonSerializerContext;

/// <summary>A result of an app, which executes one of MVC's.</summary>
internal sealed class TeapotResult(object? value) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        context.HttpContext.Response.Headers["X-Teapot"] = "short and stout";
        return new ObjectResult(value) { StatusCode = 418 }.ExecuteResultAsync(context);
    }
}

/// <summary>A result that changes nothing but what happens before the framework's own execution.</summary>
internal sealed class TaggedResult(object? value, string tag) : OkObjectResult(value)
{
    public override Task ExecuteResultAsync(ActionContext context)
    {
        context.HttpContext.Response.Headers["X-Tag"] = tag;
        return base.ExecuteResultAsync(context);
    }
}

/// <summary>A class derived from a result, without an override.</summary>
internal sealed class GoneResult(object? value) : ObjectResult(value)
{
    public override void OnFormatting(ActionContext context)
    {
        StatusCode = 410;
        base.OnFormatting(context);
    }
}

internal sealed class PlainRedirect(string url) : RedirectResult(url);

internal sealed class PlainFile(byte[] content) : FileContentResult(content, "application/x-plain");

internal sealed class PlainJson(object? value) : JsonResult(value);

internal sealed class PlainContent : ContentResult;
