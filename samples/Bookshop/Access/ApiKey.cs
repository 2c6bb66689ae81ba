namespace Bookshop.Access;

/// <summary>The names of the one way to show who one is.</summary>
internal static class ApiKey
{
    public const string Scheme = "ApiKey";
    public const string Header = "X-Api-Key";

    /// <summary>The role, and the policy that asks for it.</summary>
    public const string Staff = "staff";
}
