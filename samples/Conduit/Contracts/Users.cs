using System.ComponentModel.DataAnnotations;
using Conduit.Errors;

namespace Conduit.Contracts;

public sealed record RegistrationEnvelope(Registration User);

public sealed record Registration(
    [Required(ErrorMessage = Messages.Blank)] string Username,
    [Required(ErrorMessage = Messages.Blank)] string Email,
    [Required(ErrorMessage = Messages.Blank)]
    [StringLength(int.MaxValue, MinimumLength = 8, ErrorMessage = Messages.ShortPassword)]
    string Password);

public sealed record CredentialsEnvelope(Credentials User);

public sealed record Credentials(
    [Required(ErrorMessage = Messages.Blank)] string Email,
    [Required(ErrorMessage = Messages.Blank)] string Password);

public sealed record UserChangesEnvelope(UserChanges User);

/// <summary>
/// The members of the current user that change. A member that the request leaves out is null; a null of the request is the empty
/// string, which clears a member that may be missing.
/// </summary>
public sealed class UserChanges
{
    [NotBlank]
    public string? Username { get; set => field = value ?? ""; }

    [NotBlank]
    public string? Email { get; set => field = value ?? ""; }

    [NotBlank, StringLength(int.MaxValue, MinimumLength = 8, ErrorMessage = Messages.ShortPassword)]
    public string? Password { get; set => field = value ?? ""; }

    public string? Bio { get; set => field = value ?? ""; }

    public string? Image { get; set => field = value ?? ""; }
}

public sealed record UserEnvelope(User User);

/// <summary>The current user, with the token for the next requests.</summary>
public sealed record User(string Email, string Token, string Username, string? Bio, string? Image);
