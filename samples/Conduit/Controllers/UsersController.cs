using Conduit.Contracts;
using Conduit.Errors;
using Conduit.Security;
using Conduit.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

/// <summary>Registration and login.</summary>
[Route("api/users"), TakenIsConflict]
public sealed class UsersController(AccountStore accounts, Passwords passwords, TokenIssuer tokens) : ConduitController
{
    [HttpPost]
    [ProducesResponseType<UserEnvelope>(StatusCodes.Status201Created)]
    public ActionResult<UserEnvelope> Register(RegistrationEnvelope request)
    {
        var user = request.User;
        var account = accounts.Add(user.Username, user.Email, passwords.Hash(user.Password));
        return Created("/api/user", account.ToEnvelope(tokens));
    }

    [HttpPost("login")]
    public ActionResult<UserEnvelope> Login(CredentialsEnvelope request)
    {
        var account = accounts.FindByEmail(request.User.Email);
        return account is not null && passwords.IsHashOf(account.PasswordHash, request.User.Password)
            ? account.ToEnvelope(tokens)
            : Unauthorized(ErrorEnvelope.Of("credentials", Messages.Invalid));
    }
}
