using Conduit.Contracts;
using Conduit.Errors;
using Conduit.Security;
using Conduit.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

/// <summary>The current user.</summary>
[Route("api/user"), Authorize, TakenIsConflict]
public sealed class UserController(AccountStore accounts, Passwords passwords, TokenIssuer tokens) : ConduitController
{
    [HttpGet]
    public UserEnvelope Show() => accounts.Get(UserId).ToEnvelope(tokens);

    [HttpPut]
    public UserEnvelope Update(UserChangesEnvelope request)
    {
        var account = Apply(request.User, accounts.Get(UserId));
        accounts.Update(account);
        return account.ToEnvelope(tokens);
    }

    private Account Apply(UserChanges changes, Account account) => account with
    {
        Username = changes.Username ?? account.Username,
        Email = changes.Email ?? account.Email,
        PasswordHash = changes.Password is { } password ? passwords.Hash(password) : account.PasswordHash,
        Bio = Changed(changes.Bio, account.Bio),
        Image = Changed(changes.Image, account.Image),
    };

    private static string? Changed(string? change, string? current) => change switch
    {
        null => current,
        "" => null,
        _ => change,
    };
}
