using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Graceful.Validation;

/// <summary>The way from an argument to the object that is being looked at, and the names that the client knows it by.</summary>
internal sealed class ValidationPlace
{
    /// <summary>
    /// As deep as the JSON reader goes by itself (<see cref="JsonSerializerOptions.MaxDepth"/>). What lies deeper is refused
    /// rather than passed on without having been looked at.
    /// </summary>
    public const int MaxDepth = 64;

    private readonly List<Segment> _segments = [];
    private HashSet<object>? _visited;

    public bool IsRoot => _segments.Count == 0;

    public bool IsTooDeep => _segments.Count >= MaxDepth;

    /// <param name="member">What holds the object or the collection; null for a collection in a collection.</param>
    /// <param name="collection">The collection; null for an object.</param>
    public void Enter(ValidatedMember? member, object? collection) => _segments.Add(new Segment(member, collection, Index: -1, Key: null));

    public void EnterItem(int index, string? key) => _segments.Add(new Segment(null, null, index, key));

    public void Leave() => _segments.RemoveAt(_segments.Count - 1);

    /// <summary>Whether the way has led through the collection already: then it holds itself.</summary>
    public bool IsWithin(object collection) => _segments.Exists(segment => ReferenceEquals(segment.Collection, collection));

    public bool Visit(object value) => (_visited ??= new HashSet<object>(ReferenceEqualityComparer.Instance)).Add(value);

    /// <summary>What the client calls the member of the object that is being looked at; the object itself without one.</summary>
    /// <remarks>
    /// An object that is an argument does not show: in JSON it is all of the body, and the fields of a form have names of their
    /// own. A collection does, as in minimal APIs.
    /// </remarks>
    public string PathTo(ValidatedMember? member, JsonNamingPolicy? policy) =>
        Path(member, policy) is { Length: > 0 } path ? path : _segments[0].Member!.BoundName;

    /// <summary>The place in the form of the object that is being looked at; empty for one that all of the form is.</summary>
    public string PlaceInForm() => Path(member: null, policy: null);

    private string Path(ValidatedMember? member, JsonNamingPolicy? policy)
    {
        var path = new StringBuilder();
        for (var i = 0; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            if (segment.Member is { } entered)
            {
                if (i > 0 || (segment.Collection is not null && !entered.IsForm))
                {
                    AppendName(path, i == 0 ? entered.BoundName : NameOf(entered, policy));
                }
            }
            else if (segment.Key is { } key)
            {
                path.Append('[').Append(key).Append(']');
            }
            else if (segment.Index >= 0)
            {
                path.Append('[').Append(segment.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
        }

        if (member is not null)
        {
            AppendName(path, _segments.Count == 0 ? member.BoundName : NameOf(member, policy));
        }

        return path.ToString();
    }

    private static void AppendName(StringBuilder path, string name)
    {
        if (path.Length > 0)
        {
            path.Append('.');
        }

        path.Append(name);
    }

    private string NameOf(ValidatedMember member, JsonNamingPolicy? policy) =>
        !_segments[0].Member!.IsJson ? member.BoundName
        : member.JsonName ?? policy?.ConvertName(member.Name) ?? member.Name;

    /// <param name="Member">The property that holds it, or the argument that it is.</param>
    /// <param name="Collection">The collection that it is.</param>
    /// <param name="Index">The place in a collection.</param>
    /// <param name="Key">The key in a dictionary.</param>
    private readonly record struct Segment(ValidatedMember? Member, object? Collection, int Index, string? Key);
}
