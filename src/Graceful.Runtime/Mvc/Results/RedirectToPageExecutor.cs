using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Graceful.Mvc;

/// <summary>Refuses redirects to Razor pages.</summary>
internal sealed class RedirectToPageExecutor : IActionResultExecutor<RedirectToPageResult>
{
    public Task ExecuteAsync(ActionContext context, RedirectToPageResult result) => throw new NotSupportedException(
        $"{context.ActionDescriptor.DisplayName ?? "The action"} redirects to the Razor page '{result.PageName}'. " +
        "Razor pages are not compiled. Use RedirectToAction(), LocalRedirect() or Redirect().");
}
