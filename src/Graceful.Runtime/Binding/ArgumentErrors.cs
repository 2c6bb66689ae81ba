using Microsoft.AspNetCore.Http;

namespace Graceful.Binding;

/// <summary>Collects the errors of the arguments of one request. Created when the first argument cannot be bound.</summary>
internal sealed class ArgumentErrors
{
    /// <summary>The limit of MVC (<c>MvcOptions.MaxModelValidationErrors</c>): bounds the response to a hostile request.</summary>
    private const int MaxErrors = 200;

    private readonly List<InvalidArgument> _all = [];
    private int _bindingErrors;

    public IReadOnlyList<InvalidArgument> All => _all;

    /// <summary>True when further errors are dropped.</summary>
    public bool IsFull => _all.Count >= MaxErrors;

    /// <summary>True when a field of a form object could not be bound.</summary>
    public bool HasFieldErrors { get; private set; }

    /// <summary>Gets the status of the response: the first of 413 and 415, otherwise 400.</summary>
    public int StatusCode { get; private set; } = StatusCodes.Status400BadRequest;

    /// <summary>Adds an argument that could not be bound.</summary>
    public void Add(string name, string message, int statusCode = StatusCodes.Status400BadRequest)
    {
        if (!IsFull)
        {
            _all.Add(new InvalidArgument(name, message));
            _bindingErrors = _all.Count;
        }

        if (StatusCode == StatusCodes.Status400BadRequest)
        {
            StatusCode = statusCode;
        }
    }

    /// <summary>Adds a field of a form object that could not be bound.</summary>
    public void AddField(string name, string message)
    {
        HasFieldErrors = true;
        Add(name, message);
    }

    /// <summary>Adds a bound value that fails validation. Validation runs after all arguments are bound.</summary>
    public void AddInvalid(string name, string message)
    {
        if (!IsFull)
        {
            _all.Add(new InvalidArgument(name, message));
        }
    }

    /// <summary>Removes the errors of an object that turns out to be absent from the form.</summary>
    /// <param name="count">The number of errors before the object was read.</param>
    public void RemoveFrom(int count)
    {
        _all.RemoveRange(count, _all.Count - count);
        _bindingErrors = _all.Count;
    }

    /// <summary>True when no binding error has this name.</summary>
    public bool IsBound(string name)
    {
        // The error of this name may have been dropped.
        if (IsFull)
        {
            return false;
        }

        for (var i = 0; i < _bindingErrors; i++)
        {
            if (_all[i].Name == name)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when a binding error has this path or a path below it.</summary>
    /// <param name="path">The path as the client writes it; empty for the whole form.</param>
    public bool HasBindingErrorWithin(ReadOnlySpan<char> path)
    {
        for (var i = 0; i < _bindingErrors; i++)
        {
            var name = _all[i].Name.AsSpan();
            if (path.IsEmpty || (name.StartsWith(path, StringComparison.OrdinalIgnoreCase) &&
                (name.Length == path.Length || name[path.Length] is '.' or '[')))
            {
                return true;
            }
        }

        return false;
    }
}
