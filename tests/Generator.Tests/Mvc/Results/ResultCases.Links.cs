using Graceful.Mvc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Generator.Tests.Mvc.Results;

internal static partial class ResultCases
{
    private static readonly string[] LocalOrNot = ["/", "/x", "~/x", "//x", "/\\x", "x", "", "https://x", "/\n"];

    private static readonly string[] Letters = ["a", "b"];

    private static IEnumerable<ResultCase> Redirects()
    {
        IEnumerable<ResultCase> redirects =
        [
            new("redirect", c => c.Redirect("/books/7?a=b#c")),
            new("redirect-absolute", c => c.Redirect("https://host.test/é?ü")),
            new("redirect-home", c => c.Redirect("~/books")),
            new("redirect-permanent", c => c.RedirectPermanent("/x")),
            new("redirect-preserve", c => c.RedirectPreserveMethod("/x")) { Method = "POST" },
            new("redirect-permanent-preserve", c => c.RedirectPermanentPreserveMethod("/x")),
            new("local", c => c.LocalRedirect("/x")),
            new("local-home", c => c.LocalRedirect("~/x")),
            new("local-permanent", c => c.LocalRedirectPermanent("/x")),
            new("local-preserve", c => c.LocalRedirectPreserveMethod("/x")),
            new("local-foreign", c => c.LocalRedirect("//evil.test")),
            new("redirect-action", c => c.RedirectToAction("Show", "Books", new { id = 7, q = "a b" })),
            new("redirect-action-fragment", c => c.RedirectToAction("Show", "Books", new { id = 7 }, "part")),
            new("redirect-action-ambient", c => c.RedirectToAction("Run", new { name = "ok" })),
            new("redirect-action-permanent", c => c.RedirectToActionPermanent("Show", "Books", new { id = 7 })),
            new("redirect-action-preserve", c => c.RedirectToActionPreserveMethod("Show", "Books", new { id = 7 })),
            new("redirect-action-area", c => c.RedirectToAction("List", "Users", new { area = "admin" })),
            new("redirect-action-unknown", c => c.RedirectToAction("Missing", "Books")),
            new("redirect-route", c => c.RedirectToRoute("book", new { id = 8 })),
            new("redirect-route-values", c => c.RedirectToRoute(new { controller = "Books", action = "Show", id = 8 })),
            new("redirect-route-permanent", c => c.RedirectToRoutePermanent("book", new { id = 8 })),
            new("redirect-route-unknown", c => c.RedirectToRoute("missing")),
        ];
        return redirects.SelectMany(it => new[] { it, it with { Name = it.Name + "-base", PathBase = "/base" } });
    }

    private static IEnumerable<ResultCase> Links()
    {
        IEnumerable<ResultCase> links =
        [
            new("created-at-action", c => c.CreatedAtAction("Show", "Books", new { id = 9 }, Dune)),
            new("created-at-action-ambient", c => c.CreatedAtAction("Run", new { name = "ok" }, Dune)),
            new("created-at-action-null", c => c.CreatedAtAction("Show", "Books", new { id = 9 }, null)),
            new("created-at-action-unknown", c => c.CreatedAtAction("Missing", "Books", null, Dune)),
            new("created-at-route", c => c.CreatedAtRoute("book", new { id = 9 }, Dune)),
            new("created-at-route-unknown", c => c.CreatedAtRoute("missing", Dune)),
            new("accepted-at-action", c => c.AcceptedAtAction("Show", "Books", new { id = 9 }, Dune)),
            new("accepted-at-route", c => c.AcceptedAtRoute("book", new { id = 9 })),
            Link("link-action", url => url.Action("Show", "Books", new { id = 5 })),
            Link("link-action-dictionary", url => url.Action(
                "Show", "Books", new Dictionary<string, object?> { ["id"] = 5, ["x"] = null })),
            Link("link-action-text-dictionary", url => url.Action("Show", "Books", new Dictionary<string, string?> { ["id"] = "5" })),
            Link("link-action-route-values", url => url.Action("Show", "Books", new RouteValueDictionary { ["id"] = "a/b" })),
            Link("link-action-ambient", url => url.Action()),
            Link("link-action-ambient-values", url => url.Action("Run", new { extra = 1 })),
            Link("link-action-area", url => url.Action("List", "Users", new { area = "admin" })),
            Link("link-action-no-area", url => url.Action("List", "Users")),
            Link("link-action-absolute", url => url.Action("Show", "Books", new { id = 5 }, "https")),
            Link("link-action-host", url => url.Action("Show", "Books", new { id = 5 }, null, "other.test")),
            Link("link-action-fragment", url => url.Action("Show", "Books", new { id = 5 }, "https", "other.test", "part")),
            Link("link-action-link", url => url.ActionLink("Show", "Books", new { id = 5 })),
            Link("link-action-values-win", url => url.Action(new() { Values = new { controller = "Books", action = "Show", id = 3 } })),
            Link("link-action-missing-value", url => url.Action("Show", "Books")),
            Link("link-route", url => url.RouteUrl("book", new { id = 5 })),
            Link("link-route-values", url => url.RouteUrl(new { controller = "Books", action = "Show", id = 5 })),
            Link("link-route-ambient", url => url.RouteUrl(new { })),
            Link("link-route-fragment", url => url.RouteUrl("book", new { id = 5 }, "http", "h.test", "f")),
            Link("link-route-unknown", url => url.RouteUrl("missing")),
            Link("link-link", url => url.Link("book", new { id = 5 })),
            Link("link-content", url => url.Content("~/css/site.css")),
            Link("link-content-plain", url => url.Content("css/site.css")),
            Link("link-content-null", url => url.Content(null)),
            Link("link-local", url => string.Join(' ', LocalOrNot.Select(url.IsLocalUrl))),
        ];
        return links.SelectMany(it => new[] { it, it with { Name = it.Name + "-base", PathBase = "/base" } });
    }

    private static IActionResult ResponseToInvalid(ControllerBase controller)
    {
        var services = controller.HttpContext.RequestServices;
        return services.GetService<ApplicationPartManager>() is null
            ? MvcProblems.InvalidModelState(controller.ControllerContext)
            : services.GetRequiredService<IOptions<ApiBehaviorOptions>>().Value
                .InvalidModelStateResponseFactory(controller.ControllerContext);
    }

    private static ResultCase Link(string name, Func<IUrlHelper, string?> make) =>
        new(name, c => new ContentResult { Content = make(c.Url) ?? "(null)" });

    private static IEnumerable<ResultCase> Problems()
    {
        IEnumerable<ResultCase> problems =
        [
            new("problem", c => c.Problem()),
            new("problem-everything", c => c.Problem("detail", "/instance", 409, "title", "https://type.test")),
            new("problem-extensions", c => c.Problem("detail", extensions: new Dictionary<string, object?>
            {
                ["number"] = 1,
                ["text"] = "é <",
                ["list"] = Letters,
                ["none"] = null,
                ["time"] = Modified,
                ["book"] = Dune,
            })),
            new("problem-status-299", c => c.Problem(statusCode: 299)),
            new("problem-status-431", c => c.Problem(statusCode: 431)),
            new("validation-problem", c => Invalid(c, state => c.ValidationProblem(state))),
            new("invalid-model-state", c => Invalid(c, _ => ResponseToInvalid(c))),
            new("validation-problem-empty", c => c.ValidationProblem()),
            new("validation-problem-status", c => c.ValidationProblem("detail", "/instance", 422, "title", "https://type.test")),
            new("validation-problem-value", c => c.ValidationProblem(new ValidationProblemDetails { Errors = { ["A"] = ["b"] } })),
            new("problem-value", c => c.BadRequest(new ProblemDetails { Title = "t" })),
            new("problem-value-status", c => c.Ok(new ProblemDetails { Status = 404 })),
            new("problem-value-object", _ => new ObjectResult(new ProblemDetails { Status = 404, Detail = "d" })),
            new("problem-value-http", c => c.BadRequest(new HttpValidationProblemDetails { Errors = { ["A"] = ["b"] } })),
            new("problem-value-content-type", _ => new ObjectResult(new ProblemDetails()) { ContentTypes = { "application/json" } }),
            new("problem-json", _ => new JsonResult(new ProblemDetails { Title = "t" })),
            new("problem-head", c => c.Problem()) { Method = "HEAD" },
            new("client-error-not-found", c => c.NotFound()),
            new("client-error-not-found-value", c => c.NotFound("value")),
            new("client-error-unauthorized", c => c.Unauthorized()),
            new("client-error-conflict", c => c.Conflict()),
            new("client-error-unsupported", _ => new UnsupportedMediaTypeResult()),
            new("client-error-teapot", c => c.StatusCode(418)),
            new("client-error-500", c => c.StatusCode(500)),
            new("client-error-399", c => c.StatusCode(399)),
            new("client-error-no-content", c => c.NoContent()),
            new("client-error-accept", c => c.NotFound()) { Accept = "text/plain" },
            new("client-error-forbid", c => c.Forbid()),
        ];
        problems = problems.Concat(Enumerable.Range(399, 34).Concat(Enumerable.Range(499, 14)).Select(status =>
            new ResultCase($"problem-of-{status}", c => c.Problem(statusCode: status))));
        return problems.SelectMany(it => new[] { it, it with { Name = it.Name + "-api", IsApi = true } });
    }
}
