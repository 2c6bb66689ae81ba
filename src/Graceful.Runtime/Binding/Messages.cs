using System.Globalization;

namespace Graceful.Binding;

/// <summary>What clients are told. Nothing in it names a type of the app.</summary>
internal static class Messages
{
    public const string Required = "A value is required.";
    public const string BodyRequired = "A request body is required.";
    public const string ConnectionLost = "The request body ended before it was complete.";

    public const string Invalid = "The value is not valid.";
    public const string TooDeep = "It is nested too deeply.";

    private const int LongestQuote = 64;

    public static string TooManyItems { get; } = string.Create(CultureInfo.InvariantCulture, $"It has more than {FormFields.MaxItems} items.");

    public static string NotValid(ReadOnlySpan<char> text) =>
        text.Length > LongestQuote ? $"The value '{text[..LongestQuote]}...' is not valid." : $"The value '{text}' is not valid.";

    public static string NotValidKey(ReadOnlySpan<char> key) =>
        key.Length > LongestQuote ? $"The key '{key[..LongestQuote]}...' is not valid, or stands there twice." : $"The key '{key}' is not valid, or stands there twice.";

    public static string UnknownCharset(ReadOnlySpan<char> charset) => charset.Length > LongestQuote
        ? $"The charset '{charset[..LongestQuote]}...' of the request body is not supported: utf-8 is wanted."
        : $"The charset '{charset}' of the request body is not supported: utf-8 is wanted.";

    public static string WrongContentType(string? contentType, string wanted) => string.IsNullOrEmpty(contentType)
        ? $"The request body has no content type: {wanted} is wanted."
        : $"The content type '{contentType}' is not supported: {wanted} is wanted.";
}
