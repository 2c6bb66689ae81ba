using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Conduit.Security;

/// <summary>Hashes passwords with the hasher of ASP.NET Core Identity, which does not read the user that it gets.</summary>
public sealed class Passwords(IOptions<PasswordHasherOptions> options)
{
    private static readonly object NoUser = new();

    private readonly PasswordHasher<object> _hasher = new(options);

    public string Hash(string password) => _hasher.HashPassword(NoUser, password);

    public bool IsHashOf(string hash, string password) =>
        _hasher.VerifyHashedPassword(NoUser, hash, password) != PasswordVerificationResult.Failed;
}
