using Conduit.Contracts;
using Conduit.Errors;
using Conduit.Security;
using Conduit.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

/// <summary>Registration and login.</summary>
[Route("api/[controller]"), TakenIsConflict]
public sealed class UsersController(AccountStore accounts, IPasswordHasher<Account> hasher, TokenIssuer tokens) : ConduitController
{
    [HttpPost]
    [ProducesResponseType<UserEnvelope>(StatusCodes.Status201Created)]
    public ActionResult<UserEnvelope> Register(RegistrationEnvelope request)
    {
        var user = request.User;
        var account = accounts.Add(user.Username, user.Email, hasher.HashPassword(null!, user.Password));
        return Created("/api/user", account.ToEnvelope(tokens));
    }

    [HttpPost("login")]
    public ActionResult<UserEnvelope> Login(CredentialsEnvelope request)
    {
        var account = accounts.FindByEmail(request.User.Email);
        return account is not null && IsPassword(account, request.User.Password)
            ? account.ToEnvelope(tokens)
            : Unauthorized(ErrorEnvelope.Of("credentials", Messages.Invalid));
    }

    private bool IsPassword(Account account, string password) =>
        hasher.VerifyHashedPassword(account, account.PasswordHash, password) != PasswordVerificationResult.Failed;
}
