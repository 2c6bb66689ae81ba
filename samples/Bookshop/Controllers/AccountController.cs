using System.Security.Claims;
using Graceful;
using Microsoft.AspNetCore.Authorization;

namespace Bookshop.Controllers;

/// <summary>The current user: <c>/account</c>. The after hook turns an exception into a response.</summary>
[Controller, Authorize]
internal sealed class AccountController
{
    [After]
    public static void After(RequestContext context, Exception? exception)
    {
        if (exception is OverdrawnException)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            context.Write(exception.Message);
            context.End();
        }
    }

    [Get("")]
    public static Account Show(ClaimsPrincipal user) => new(user.Identity!.Name!, user.FindFirstValue(ClaimTypes.Role)!);

    [Post("withdraw/{amount:int}")]
    public static string Withdraw(int amount) => amount > 100 ? throw new OverdrawnException(amount) : "done";

    [Get, AllowAnonymous]
    public static string Help() => "Send your key in X-Api-Key.";
}

internal sealed record Account(string Name, string Role);

internal sealed class OverdrawnException(int amount) : Exception($"The account has less than {amount}.");
