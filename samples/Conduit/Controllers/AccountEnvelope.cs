using Conduit.Contracts;
using Conduit.Security;
using Conduit.Storage;

namespace Conduit.Controllers;

internal static class AccountEnvelope
{
    /// <summary>Returns the account as its owner sees it, with a new token.</summary>
    public static UserEnvelope ToEnvelope(this Account account, TokenIssuer tokens) =>
        new(new User(account.Email, tokens.Issue(account), account.Username, account.Bio, account.Image));
}
