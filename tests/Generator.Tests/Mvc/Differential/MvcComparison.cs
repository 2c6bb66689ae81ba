using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Compares answers with those of MVC, and counts what the requests met: a class of status, or a documented difference.</summary>
internal sealed class MvcComparison
{
    private const int MaxDescribed = 30;

    private readonly List<string> _differences = [];
    private readonly SortedDictionary<string, int> _met = new(StringComparer.Ordinal);

    /// <summary>True when more differences would not be printed.</summary>
    public bool IsFull => _differences.Count >= MaxDescribed;

    /// <summary>Gets the number of requests that met a class of status, such as "2", or a documented difference.</summary>
    public int this[string kind] => _met.GetValueOrDefault(kind);

    /// <param name="request">The request.</param>
    /// <param name="compiled">The answer of the compiled controller.</param>
    /// <param name="mvc">The answer of MVC.</param>
    /// <param name="origin">How to repeat the request alone.</param>
    public void Add(string request, string compiled, string mvc, string origin = "")
    {
        var kind = compiled == mvc ? mvc[..1] : MvcDifferences.Explain(request, compiled, mvc);
        if (kind is null)
        {
            _differences.Add($"{origin}{request}\n  compiled: {compiled}\n  MVC:      {mvc}");
        }
        else
        {
            _met[kind] = _met.GetValueOrDefault(kind) + 1;
        }
    }

    /// <summary>Prints what was met, and fails when an answer differs or too few requests were served or refused.</summary>
    /// <param name="output">Receives the counts.</param>
    /// <param name="served">The least number of answers with a status 2xx.</param>
    /// <param name="refused">The least number of answers with a status 4xx.</param>
    public void AssertSame(ITestOutputHelper output, int served, int refused)
    {
        AssertNoDifference(output);
        Assert.True(this["2"] >= served, $"{this["2"]} requests were served, and at least {served} should be.");
        Assert.True(this["4"] >= refused, $"{this["4"]} requests were refused, and at least {refused} should be.");
    }

    /// <summary>Fails when no request met one of the documented differences.</summary>
    public void AssertMet(params IEnumerable<string> differences) =>
        Assert.All(differences, difference => Assert.True(this[difference] > 0, $"No request meets the difference {difference}."));

    /// <summary>Prints what was met, and fails when an answer differs.</summary>
    public void AssertNoDifference(ITestOutputHelper output)
    {
        output.WriteLine(string.Join("\n", _met.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(
            _differences.Count == 0, $"{_differences.Count} differences:\n{string.Join("\n", _differences.Take(MaxDescribed))}");
    }
}
