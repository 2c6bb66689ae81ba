using Microsoft.AspNetCore.Http;

namespace Graceful.Binding;

/// <summary>What is wrong with the arguments of one request. Made when the first one cannot be bound.</summary>
internal sealed class InvalidArguments
{
    private readonly List<InvalidArgument> _all = [];

    public IReadOnlyList<InvalidArgument> All => _all;

    /// <summary>The gravest: what is too large (413) or of another kind (415) says more than that something is wrong (400).</summary>
    public int StatusCode { get; private set; } = StatusCodes.Status400BadRequest;

    public void Add(string name, string message, int statusCode)
    {
        _all.Add(new InvalidArgument(name, message));
        if (StatusCode == StatusCodes.Status400BadRequest)
        {
            StatusCode = statusCode;
        }
    }
}
