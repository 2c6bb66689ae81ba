namespace Conduit.Errors;

/// <summary>Another account has this value already.</summary>
/// <param name="member">The member with the value.</param>
public sealed class TakenException(string member, Exception cause) : Exception($"The {member} has already been taken.", cause)
{
    public string Member => member;
}
