using System.ComponentModel;

namespace Graceful.Binding;

/// <summary>What has been read from the body of a request. Passed on by generated code.</summary>
/// <typeparam name="T">What it was read as.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BodyContent<T>
{
    private readonly bool _isThere;

    internal BodyContent(T? value)
    {
        Value = value;
        _isThere = true;
    }

    internal BodyContent(BodyError error)
    {
        Error = error;
        _isThere = true;
    }

    internal T? Value { get; }

    internal BodyError? Error { get; }

    /// <summary>Whether the request has no body.</summary>
    internal bool IsMissing => !_isThere;
}

/// <param name="StatusCode">400, 413 or 415, or what the server says of a body that it cannot read.</param>
/// <param name="Message">What the client is told.</param>
internal sealed record BodyError(int StatusCode, string Message);
