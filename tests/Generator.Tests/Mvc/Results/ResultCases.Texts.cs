using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Generator.Tests.Mvc.Results;

internal static partial class ResultCases
{
    private static IEnumerable<ResultCase> Statuses() =>
    [
        new("status-ok", c => c.Ok()),
        new("status-no-content", c => c.NoContent()),
        new("status-bad-request", c => c.BadRequest()),
        new("status-unauthorized", c => c.Unauthorized()),
        new("status-not-found", c => c.NotFound()),
        new("status-conflict", c => c.Conflict()),
        new("status-unprocessable", c => c.UnprocessableEntity()),
        new("status-unsupported", _ => new UnsupportedMediaTypeResult()),
        new("status-418", c => c.StatusCode(418)),
        new("status-head", c => c.NotFound()) { Method = "HEAD" },
        new("empty", _ => new EmptyResult()),
        new("empty-status", c => Status(c, 201, new EmptyResult())),
    ];

    private static IEnumerable<ResultCase> Texts() =>
    [
        new("content", c => c.Content("text é")),
        new("content-type", c => c.Content("<p>", "text/html")),
        new("content-encoding", c => c.Content("é", "text/plain", System.Text.Encoding.Latin1)),
        new("content-charset", c => c.Content("é", "text/plain; charset=utf-16")),
        new("content-null", _ => new ContentResult()),
        new("content-status", _ => new ContentResult { Content = "gone", StatusCode = 410 }),
        new("content-head", c => c.Content("text")) { Method = "HEAD" },
        new("content-accept", c => c.Content("text")) { Accept = "application/json" },
        new("content-response-type", c => SetType(c, "text/csv", new ContentResult { Content = "a;b" })),
        new("json", _ => new JsonResult(Dune)),
        new("json-null", _ => new JsonResult(null)),
        new("json-text", _ => new JsonResult("é <")),
        new("json-status", _ => new JsonResult(Dune) { StatusCode = 409 }),
        new("json-type", _ => new JsonResult(Dune) { ContentType = "application/vnd.book+json" }),
        new("json-type-charset", _ => new JsonResult(Dune) { ContentType = "application/json; charset=utf-16" }),
        new("json-response-type", c => SetType(c, "text/json", new JsonResult(Dune))),
        new("json-response-type-charset", c => SetType(c, "text/json; charset=utf-16", new JsonResult(Dune))),
        new("json-derived", _ => new JsonResult(new Novel("Emma", 474, "romance"))),
        new("json-polymorphic", _ => new JsonResult(new Circle("red", 1))),
        new("json-iterator", _ => new JsonResult(Enumerable.Range(1, 2).Select(n => new Book("b", n)))),
        new("json-items", _ => new JsonResult(ManyAsync())),
        new("json-settings", _ => new JsonResult(Dune, new JsonSerializerOptions { WriteIndented = true })),
        new("json-settings-wrong", _ => new JsonResult(Dune, "settings")),
        new("json-accept", _ => new JsonResult(Dune)) { Accept = "text/plain" },
        new("json-head", _ => new JsonResult(Dune)) { Method = "HEAD" },
    ];

    private static IEnumerable<ResultCase> Authentication() =>
    [
        new("challenge", c => c.Challenge()),
        new("challenge-scheme", c => c.Challenge("Test", "Other")),
        new("challenge-properties", c => c.Challenge(new AuthenticationProperties { RedirectUri = "/back" }, "Test")),
        new("challenge-unknown", c => c.Challenge("Nothing")),
        new("forbid", c => c.Forbid()),
        new("forbid-scheme", c => c.Forbid("Other")),
        new("sign-in", c => c.SignIn(c.User, "Test")),
        new("sign-in-default", c => c.SignIn(c.User)),
        new("sign-out", c => c.SignOut("Test", "Other")),
        new("sign-out-default", c => c.SignOut()),
    ];

    private static IEnumerable<ResultCase> OwnClasses() =>
    [
        new("own", _ => new TeapotResult(Dune)),
        new("own-text", _ => new TeapotResult("tea")),
        new("own-accept", _ => new TeapotResult(Dune)) { Accept = "application/xml" },
        new("own-override", _ => new TaggedResult(Dune, "tag")),
        new("own-formatting", _ => new GoneResult(Dune)),
        new("own-redirect", _ => new PlainRedirect("~/x")) { PathBase = "/base" },
        new("own-file", _ => new PlainFile([1, 2, 3])),
        new("own-json", _ => new PlainJson(Dune)),
        new("own-content", _ => new PlainContent { Content = "plain" }),
    ];

    private static IActionResult SetType(ControllerBase controller, string contentType, IActionResult result)
    {
        controller.Response.ContentType = contentType;
        return result;
    }
}
