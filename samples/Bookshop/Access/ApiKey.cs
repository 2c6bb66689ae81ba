namespace Bookshop.Access;

/// <summary>The names of the authentication scheme and its policy.</summary>
internal static class ApiKey
{
    public const string Scheme = "ApiKey";
    public const string Header = "X-Api-Key";

    /// <summary>The role, and the policy that requires it.</summary>
    public const string Staff = "staff";
}
