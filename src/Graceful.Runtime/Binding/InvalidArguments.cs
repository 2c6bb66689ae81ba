using Microsoft.AspNetCore.Http;

namespace Graceful.Binding;

/// <summary>What is wrong with the arguments of one request. Made when the first one cannot be bound.</summary>
internal sealed class InvalidArguments
{
    private readonly List<InvalidArgument> _all = [];
    private int _unbound;

    public IReadOnlyList<InvalidArgument> All => _all;

    /// <summary>The gravest: what is too large (413) or of another kind (415) says more than that something is wrong (400).</summary>
    public int StatusCode { get; private set; } = StatusCodes.Status400BadRequest;

    public void Add(string name, string message, int statusCode)
    {
        _all.Add(new InvalidArgument(name, message));
        _unbound = _all.Count;
        if (StatusCode == StatusCodes.Status400BadRequest)
        {
            StatusCode = statusCode;
        }
    }

    /// <summary>What is there but not valid. Everything has been bound by then.</summary>
    public void AddInvalid(string name, string message) => _all.Add(new InvalidArgument(name, message));

    public bool IsBound(string name)
    {
        for (var i = 0; i < _unbound; i++)
        {
            if (_all[i].Name == name)
            {
                return false;
            }
        }

        return true;
    }
}
