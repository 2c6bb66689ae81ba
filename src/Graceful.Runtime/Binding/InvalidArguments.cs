using Microsoft.AspNetCore.Http;

namespace Graceful.Binding;

/// <summary>What is wrong with the arguments of one request. Made when the first one cannot be bound.</summary>
internal sealed class InvalidArguments
{
    /// <summary>As many as MVC says of one request: a client that has more to learn is none that reads them.</summary>
    private const int MaxErrors = 200;

    private readonly List<InvalidArgument> _all = [];
    private int _unbound;

    public IReadOnlyList<InvalidArgument> All => _all;

    /// <summary>Whether no more is said.</summary>
    public bool IsFull => _all.Count >= MaxErrors;

    /// <summary>The gravest: what is too large (413) or of another kind (415) says more than that something is wrong (400).</summary>
    public int StatusCode { get; private set; } = StatusCodes.Status400BadRequest;

    public void Add(string name, string message, int statusCode)
    {
        if (!IsFull)
        {
            _all.Add(new InvalidArgument(name, message));
            _unbound = _all.Count;
        }

        if (StatusCode == StatusCodes.Status400BadRequest)
        {
            StatusCode = statusCode;
        }
    }

    /// <summary>What is there but not valid. Everything has been bound by then.</summary>
    public void AddInvalid(string name, string message)
    {
        if (!IsFull)
        {
            _all.Add(new InvalidArgument(name, message));
        }
    }

    /// <summary>What has been said of an object that turns out not to be there.</summary>
    /// <param name="count">How much had been said before.</param>
    public void ForgetFrom(int count)
    {
        _all.RemoveRange(count, _all.Count - count);
        _unbound = _all.Count;
    }

    public bool IsBound(string name)
    {
        // What is not said is not known.
        if (IsFull)
        {
            return false;
        }

        for (var i = 0; i < _unbound; i++)
        {
            if (_all[i].Name == name)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether something could not be bound of what is at a place, or below it.</summary>
    /// <param name="place">What the client calls it; empty for all that there is.</param>
    public bool IsUnboundWithin(ReadOnlySpan<char> place)
    {
        for (var i = 0; i < _unbound; i++)
        {
            var name = _all[i].Name.AsSpan();
            if (place.IsEmpty || (name.StartsWith(place, StringComparison.OrdinalIgnoreCase) && (name.Length == place.Length || name[place.Length] is '.' or '[')))
            {
                return true;
            }
        }

        return false;
    }
}
