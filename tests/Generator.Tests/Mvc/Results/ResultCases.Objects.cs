using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Generator.Tests.Mvc.Results;

internal static partial class ResultCases
{
    private static readonly Book Dune = new("Dune <é>", 412);

    private static IEnumerable<ResultCase> Objects() =>
    [
        new("ok", c => c.Ok(Dune)),
        new("ok-head", c => c.Ok(Dune)) { Method = "HEAD" },
        new("ok-post", c => c.Ok(Dune)) { Method = "POST" },
        new("ok-null", c => c.Ok(null)),
        new("ok-text", c => c.Ok("text é")),
        new("ok-empty-text", c => c.Ok("")),
        new("ok-int", c => c.Ok(42)),
        new("ok-bool", c => c.Ok(true)),
        new("ok-enum", c => c.Ok(Weekday.Tuesday)),
        new("ok-struct", c => c.Ok(new Point { X = 1, Y = -1 })),
        new("ok-list", c => c.Ok(new List<Book> { Dune, new Novel("Emma", 474, "romance") })),
        new("ok-empty-list", c => c.Ok(new List<Book>())),
        new("ok-array", c => c.Ok(new[] { Dune })),
        new("ok-iterator", c => c.Ok(Enumerable.Range(1, 3).Where(n => n > 1).Select(n => new Book("b", n)))),
        new("ok-stream-of-items", c => c.Ok(ManyAsync())),
        new("ok-dictionary", c => c.Ok(new Dictionary<string, int> { ["One"] = 1 })),
        new("ok-large", c => c.Ok(Enumerable.Range(0, 3000).Select(n => new Book("title " + n, n)).ToList())),
        new("ok-derived", c => c.Ok(new Novel("Emma", 474, "romance"))),
        new("ok-polymorphic", c => c.Ok(new Circle("red", 1.5))),
        new("ok-stream", c => c.Ok(new MemoryStream("bytes"u8.ToArray()))),
        new("object", _ => new ObjectResult(Dune)),
        new("object-null", _ => new ObjectResult(null)),
        new("object-null-status", _ => new ObjectResult(null) { StatusCode = 202 }),
        new("object-status", _ => new ObjectResult(Dune) { StatusCode = 299 }),
        new("object-declared-base", _ => new ObjectResult(new Novel("Emma", 474, "romance")) { DeclaredType = typeof(Book) }),
        new("object-declared-polymorphic", _ => new ObjectResult(new Square("blue", 2)) { DeclaredType = typeof(Shape) }),
        new("object-declared-object", _ => new ObjectResult(Dune) { DeclaredType = typeof(object) }),
        new("object-declared-interface", _ => new ObjectResult(new List<Book> { Dune }) { DeclaredType = typeof(IEnumerable<Book>) }),
        new("object-declared-null", _ => new ObjectResult(null) { DeclaredType = typeof(Book) }),
        new("object-declared-string", _ => new ObjectResult(null) { DeclaredType = typeof(string) }),
        new("object-content-type", _ => new ObjectResult(Dune) { ContentTypes = { "application/vnd.book+json" } }),
        new("object-content-types", _ => new ObjectResult(Dune) { ContentTypes = { "text/xml", "text/json" } }),
        new("object-content-type-charset", _ => new ObjectResult(Dune) { ContentTypes = { "application/json; charset=utf-16" } }),
        new("object-content-type-unknown", _ => new ObjectResult(Dune) { ContentTypes = { "text/xml" } }),
        new("object-content-type-wildcard", _ => new ObjectResult(Dune) { ContentTypes = { "text/*" } }),
        new("object-content-type-text", _ => new ObjectResult("text") { ContentTypes = { "application/json" } }),
        new("object-response-content-type", c => Set(c, "application/vnd.mine+json", new ObjectResult(Dune))),
        new("object-response-content-type-charset", c => Set(c, "application/json; charset=utf-8", new ObjectResult(Dune))),
        new("object-response-content-type-text", c => Set(c, "text/html; charset=utf-8", new ObjectResult("<p>"))),
        new("object-response-content-type-unknown", c => Set(c, "text/csv", new ObjectResult(Dune))),
        new("object-response-status", c => Status(c, 203, new ObjectResult(Dune))),
        new("object-formatters", _ => new ObjectResult("text") { Formatters = { new LineFormatter() } }),
        new("created", c => c.Created("/books/7?q=1", Dune)),
        new("created-uri", c => c.Created(new Uri("https://host.test/é"), Dune)),
        new("created-nothing", c => c.Created()),
        new("created-text", c => c.Created("/x", "text")),
        new("accepted", c => c.Accepted()),
        new("accepted-value", c => c.Accepted(Dune)),
        new("accepted-uri", c => c.Accepted("/queue/7", Dune)),
        new("bad-request", c => c.BadRequest(Dune)),
        new("bad-request-text", c => c.BadRequest("no")),
        new("bad-request-null", c => c.BadRequest((object?)null)),
        new("bad-request-model-state", c => Invalid(c, c.BadRequest)),
        new("not-found", c => c.NotFound(Dune)),
        new("not-found-text", c => c.NotFound("nothing")),
        new("conflict", c => c.Conflict(Dune)),
        new("unprocessable", c => c.UnprocessableEntity(Dune)),
        new("unauthorized", c => c.Unauthorized(Dune)),
        new("status-code-value", c => c.StatusCode(503, Dune)),
        new("typed-result", _ => Converted(new ActionResult<Ok<Book>>(TypedResults.Ok(Dune)))),
        new("typed-result-created", _ => Converted(new ActionResult<Created<Book>>(TypedResults.Created("/x", Dune)))),
        new("converted", _ => Converted(new ActionResult<Book>(Dune))),
        new("converted-null", _ => Converted(new ActionResult<Book?>((Book?)null))),
        new("converted-result", c => Converted(new ActionResult<Book>(c.NotFound()))),
    ];

    private static IEnumerable<ResultCase> Negotiated()
    {
        string[] headers =
        [
            "*/*", "application/json", "text/json", "application/json, text/plain, */*", "text/plain", "text/plain, application/json;q=0.5",
            "application/xml", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/vnd.book+json", "text/*",
            "application/*", "application/json;q=0", "application/json; charset=utf-16", "image/png, text/json;q=0.3",
            "application/problem+json", "nonsense",
        ];
        foreach (var header in headers)
        {
            var name = header.Replace('/', '-').Replace("*", "any", StringComparison.Ordinal).Replace("; ", "_", StringComparison.Ordinal);
            yield return new("accept-" + name, c => c.Ok(Dune)) { Accept = header };
            yield return new("accept-text-" + name, c => c.Ok("text")) { Accept = header };
            yield return new("accept-produces-" + name, _ => new ObjectResult(Dune)
            {
                ContentTypes = { "application/vnd.book+json", "application/json" },
            }) { Accept = header };
            yield return new("accept-problem-" + name, c => c.Problem("detail", statusCode: 409)) { Accept = header };
            yield return new("accept-produces-problem-" + name, _ => new ObjectResult(new ProblemDetails { Title = "x" })
            {
                ContentTypes = { "application/xml" },
                StatusCode = 400,
            }) { Accept = header };
            yield return new("accept-null-" + name, c => c.NotFound((object?)null)) { Accept = header };
        }

        yield return new("not-acceptable-api", _ => new ObjectResult(Dune) { ContentTypes = { "text/xml" } }) { IsApi = true };
        yield return new("not-acceptable-header-api", c => c.Ok(Dune)) { IsApi = true, Accept = "text/xml" };
        yield return new("not-acceptable-problem-api", c => c.Ok(Dune)) { IsApi = true, Accept = "text/xml, application/problem+json" };
        yield return new("accept-charset", c => c.Ok(Dune)) { Headers = [("Accept-Charset", "utf-16")] };
        yield return new("accept-charset-quality", c => c.Ok("é")) { Headers = [("Accept-Charset", "utf-16;q=0.2, utf-8")] };
        yield return new("accept-charset-unknown", c => c.Ok(Dune)) { Headers = [("Accept-Charset", "latin1")] };
        yield return new("accept-several-headers", c => c.Ok(Dune))
        {
            Headers = [("Accept", "application/xml"), ("Accept", "text/json")],
        };
    }

    private static async IAsyncEnumerable<Book> ManyAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Yield();
            yield return new Book("item", i);
        }
    }

    private static IActionResult Converted(IConvertToActionResult result) => result.Convert();

    private static ObjectResult Set(ControllerBase controller, string contentType, ObjectResult result)
    {
        controller.Response.ContentType = contentType;
        return result;
    }

    private static IActionResult Status(ControllerBase controller, int status, IActionResult result)
    {
        controller.Response.StatusCode = status;
        return result;
    }

    private static IActionResult Invalid(ControllerBase controller, Func<ModelStateDictionary, IActionResult> make)
    {
        controller.ModelState.AddModelError("Title", "is required");
        controller.ModelState.AddModelError("Title", "is short");
        controller.ModelState.AddModelError("Pages", "is <low>");
        return make(controller.ModelState);
    }

    private sealed class LineFormatter : TextOutputFormatter
    {
        public LineFormatter()
        {
            SupportedEncodings.Add(Encoding.UTF8);
            SupportedMediaTypes.Add("text/x-line");
        }

        public override Task WriteResponseBodyAsync(OutputFormatterWriteContext context, Encoding selectedEncoding) =>
            context.HttpContext.Response.WriteAsync($"line: {context.Object}");
    }
}
