using System.Globalization;

namespace Analyzers.Bench;

/// <summary>Times by name, in the order of their first appearance.</summary>
internal sealed class Times
{
    private readonly List<(string Name, List<double> Milliseconds)> _all = [];

    public void Add(string name, TimeSpan time)
    {
        var found = _all.FirstOrDefault(one => one.Name == name).Milliseconds;
        if (found is null)
        {
            _all.Add((name, found = []));
        }

        found.Add(time.TotalMilliseconds);
    }

    public void Print()
    {
        foreach (var (name, times) in _all)
        {
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-42} {times[times.Count / 2],6:F0} ({times[0]:F0} to {times[^1]:F0})"));
        }
    }
}
