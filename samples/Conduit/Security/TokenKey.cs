using System.Security.Cryptography;
using Conduit.Storage;
using Microsoft.IdentityModel.Tokens;

namespace Conduit.Security;

/// <summary>The key that signs tokens. It is in the database, so that a token is valid in every process, also after a restart.</summary>
public sealed class TokenKey(Database database)
{
    public SymmetricSecurityKey Key { get; } = new(database.Secret("token key", () => RandomNumberGenerator.GetBytes(32)));
}
