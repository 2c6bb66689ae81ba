using System.Globalization;

namespace Graceful.Binding;

/// <summary>Messages for clients. They never name a type of the app.</summary>
internal static class Messages
{
    public const string Required = "A value is required.";
    public const string BodyRequired = "A request body is required.";
    public const string ConnectionLost = "The request body ended before it was complete.";
    public const string Invalid = "The value is not valid.";
    public const string TooDeep = "The value is nested too deeply.";

    private const int LongestQuote = 64;

    public static string TooManyItems { get; } = string.Create(
        CultureInfo.InvariantCulture, $"The collection has more than {FormCursor.MaxItems} items.");

    public static string NotValid(ReadOnlySpan<char> text) => $"The value '{Quote(text)}' is not valid.";

    public static string NotValidKey(ReadOnlySpan<char> key) => $"The key '{Quote(key)}' is not valid or appears twice.";

    public static string UnknownCharset(ReadOnlySpan<char> charset) =>
        $"The charset '{Quote(charset)}' of the request body is not supported. Use utf-8.";

    public static string WrongContentType(string? contentType, string supported) => string.IsNullOrEmpty(contentType)
        ? $"The request body has no content type. Use {supported}."
        : $"The content type '{contentType}' is not supported. Use {supported}.";

    private static string Quote(ReadOnlySpan<char> text) => text.Length > LongestQuote ? $"{text[..LongestQuote]}..." : text.ToString();
}
