using System.Globalization;
using System.Security.Claims;
using Conduit.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Conduit.Controllers;

/// <summary>The base of all controllers: the current user, and the errors of the RealWorld specification.</summary>
[ApiController]
public abstract class ConduitController : ControllerBase
{
    /// <summary>Gets the id of the current user; null for none.</summary>
    protected long? Reader => User.FindFirstValue(JwtRegisteredClaimNames.Sub) is { } id
        ? long.Parse(id, CultureInfo.InvariantCulture)
        : null;

    /// <summary>Gets the id of the current user of an action with <c>[Authorize]</c>.</summary>
    protected long UserId => Reader ?? throw new InvalidOperationException("The action has no [Authorize].");

    protected NotFoundObjectResult Unknown(string subject) => NotFound(ErrorEnvelope.Of(subject, Messages.NotFound));

    protected ObjectResult Forbidden(string subject) =>
        StatusCode(StatusCodes.Status403Forbidden, ErrorEnvelope.Of(subject, Messages.Forbidden));
}
