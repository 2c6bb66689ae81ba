using System.Globalization;
using Conduit.Storage;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conduit.Security;

public sealed class TokenIssuer(TokenKey key, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly SigningCredentials _credentials = new(key.Key, SecurityAlgorithms.HmacSha256);

    public string Issue(Account account) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = account.Id.ToString(CultureInfo.InvariantCulture),
        },
        Expires = time.GetUtcNow().UtcDateTime + Lifetime,
        SigningCredentials = _credentials,
    });
}
