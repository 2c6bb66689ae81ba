namespace Conduit.Errors;

/// <summary>The messages that the RealWorld specification names.</summary>
internal static class Messages
{
    public const string Blank = "can't be blank";
    public const string ShortPassword = "is too short (minimum is 8 characters)";
    public const string NotFound = "not found";
    public const string Forbidden = "forbidden";
    public const string Taken = "has already been taken";
    public const string Invalid = "invalid";
    public const string Missing = "is missing";
}
