using System.ComponentModel;

namespace Graceful.Binding;

/// <summary>The body of a request as it was read: a value, an error, or nothing. Passed on by generated code.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BodyContent<T>
{
    private readonly bool _isPresent;

    internal BodyContent(T? value)
    {
        Value = value;
        _isPresent = true;
    }

    internal BodyContent(BodyError error)
    {
        Error = error;
        _isPresent = true;
    }

    internal T? Value { get; }

    internal BodyError? Error { get; }

    /// <summary>True when the request has no body.</summary>
    internal bool IsMissing => !_isPresent;
}

/// <param name="StatusCode">400, 413, 415, or the status that the server sets when it cannot read the body.</param>
/// <param name="Message">The error, for the client.</param>
internal sealed record BodyError(int StatusCode, string Message);
