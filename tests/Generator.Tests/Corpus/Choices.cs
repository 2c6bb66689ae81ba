namespace Generator.Tests.Corpus;

/// <summary>Random choices that depend on the seed alone.</summary>
internal sealed class Choices(int seed)
{
    private readonly Random _random = new(seed);

    public bool OneIn(int count) => _random.Next(count) == 0;

    public int Below(int count) => _random.Next(count);

    public T Of<T>(IReadOnlyList<T> options) => options[_random.Next(options.Count)];

    /// <summary>Returns a name that is not taken yet.</summary>
    public string Name(IReadOnlyList<string> names, HashSet<string> taken)
    {
        for (var number = 0; ; number++)
        {
            var name = number < 5 ? Of(names) : $"n{number}_{_random.Next(1000)}";
            if (taken.Add(name.TrimStart('@')))
            {
                return name;
            }
        }
    }

    /// <summary>Returns up to <paramref name="most"/> results; few results are more likely.</summary>
    public IReadOnlyList<T> Several<T>(int most, Func<int, T> make) =>
        [.. Enumerable.Range(0, Math.Min(_random.Next(most + 1), _random.Next(most + 1) + 1)).Select(make)];
}
