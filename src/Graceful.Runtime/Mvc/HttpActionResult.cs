using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Graceful.Mvc;

/// <summary>Sends a result of minimal APIs from an MVC action.</summary>
internal sealed class HttpActionResult(IResult result) : ActionResult
{
    public override Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
}
