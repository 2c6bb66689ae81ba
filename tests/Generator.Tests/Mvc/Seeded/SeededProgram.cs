using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>A program with random controllers, and random requests for them.</summary>
internal sealed class SeededProgram
{
    private const int Models = 10;

    private static readonly string[] Results = ["Answer", "string", "int", "int?", "IEnumerable<string>", "string[]"];

    private readonly Choices _choices;
    private readonly IReadOnlyList<SeededAction> _actions;

    /// <param name="seed">Decides everything.</param>
    /// <param name="actions">The least number of actions.</param>
    public SeededProgram(int seed, int actions)
    {
        _choices = new Choices(seed);
        var types = new SeededTypes(_choices);
        var annotations = new SeededAnnotations(_choices);
        var models = new SeededModels(_choices, types, annotations);
        var controllers = new SeededControllers(_choices, new SeededParameters(_choices, types, annotations), new SeededResults(_choices));
        var parts = Enumerable.Range(0, Models).Select(number => models.Declare($"Model{number}")).ToList();
        while (controllers.Actions.Count < actions)
        {
            parts.Add(controllers.Declare(parts.Count - Models));
        }

        Source = SeededSupport.Text + string.Join("\n", parts);
        _actions = controllers.Actions;
    }

    public string Source { get; }

    public int ActionCount => _actions.Count;

    /// <summary>Gets the types that the controllers read and write as JSON.</summary>
    public IEnumerable<string> JsonTypes => _actions.SelectMany(action => action.Parameters)
        .Where(parameter => parameter.Source == SeededSource.Body)
        .SelectMany<SeededParameter, string>(parameter => parameter.Type.IsValue
            ? [parameter.Type.Written, parameter.Type.Written + "?"]
            : [parameter.Type.Written])
        .Concat(Results);

    public IEnumerable<string> Requests(int count)
    {
        var requests = new SeededRequests(_choices);
        for (var i = 0; i < count; i++)
        {
            yield return requests.For(_actions[i % _actions.Count]);
        }
    }
}
