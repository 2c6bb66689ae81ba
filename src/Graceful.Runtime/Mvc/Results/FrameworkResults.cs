using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace Graceful.Mvc;

/// <summary>Recognizes the framework's own result classes: a class derived from one may override how it is executed.</summary>
internal static class FrameworkResults
{
    /// <summary>True for <see cref="ObjectResult"/> and the framework's classes derived from it.</summary>
    public static bool IsObject(Type type) =>
        type == typeof(ObjectResult) || type == typeof(OkObjectResult) ||
        type == typeof(NotFoundObjectResult) || type == typeof(BadRequestObjectResult) ||
        type == typeof(CreatedAtActionResult) || type == typeof(CreatedResult) || type == typeof(CreatedAtRouteResult) ||
        type == typeof(ConflictObjectResult) || type == typeof(UnprocessableEntityObjectResult) ||
        type == typeof(UnauthorizedObjectResult) ||
        type == typeof(AcceptedResult) || type == typeof(AcceptedAtActionResult) || type == typeof(AcceptedAtRouteResult);

    /// <summary>True for results that set a status, do nothing, or call the app's authentication.</summary>
    public static bool NeedsNoExecutor(Type type) =>
        type == typeof(NoContentResult) || type == typeof(NotFoundResult) || type == typeof(OkResult) ||
        type == typeof(EmptyResult) ||
        type == typeof(StatusCodeResult) || type == typeof(BadRequestResult) || type == typeof(AntiforgeryValidationFailedResult) ||
        type == typeof(UnauthorizedResult) ||
        type == typeof(ConflictResult) || type == typeof(UnprocessableEntityResult) || type == typeof(UnsupportedMediaTypeResult) ||
        type == typeof(ChallengeResult) || type == typeof(ForbidResult) || type == typeof(SignInResult) || type == typeof(SignOutResult);

    /// <summary>Sets the URL helper of a result with a link, which it would otherwise resolve from the app's services.</summary>
    public static void SetUrlHelper(ActionContext context, ObjectResult result, IUrlHelperFactory helpers)
    {
        switch (result)
        {
            case CreatedAtActionResult created:
                created.UrlHelper ??= helpers.GetUrlHelper(context);
                break;
            case CreatedAtRouteResult created:
                created.UrlHelper ??= helpers.GetUrlHelper(context);
                break;
            case AcceptedAtActionResult accepted:
                accepted.UrlHelper ??= helpers.GetUrlHelper(context);
                break;
            case AcceptedAtRouteResult accepted:
                accepted.UrlHelper ??= helpers.GetUrlHelper(context);
                break;
        }
    }
}
