using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Graceful.Validation;

/// <summary>The path from an argument to the object that is being validated, in the names that the client uses.</summary>
/// <remarks>Each thread keeps one for the next validation: most objects are valid, and need no path.</remarks>
internal sealed class ObjectPath
{
    /// <summary>
    /// The default of <see cref="JsonSerializerOptions.MaxDepth"/> and the limit of forms, without the argument itself. Deeper objects
    /// are refused, not passed unchecked.
    /// </summary>
    public const int MaxDepth = 64;

    [ThreadStatic]
    private static ObjectPath? _spare;

    private readonly List<Segment> _segments = [];
    private HashSet<object>? _visited;
    private bool _numbersPairs;
    private IReadOnlyDictionary<object, IReadOnlyList<string>>? _itemNames;

    public bool IsRoot => _segments.Count == 0;

    /// <summary>True when the argument was read from JSON.</summary>
    public bool IsJson => !IsRoot && _segments[0].Member!.IsJson;

    public bool IsTooDeep => _segments.Count > MaxDepth;

    /// <param name="numbersPairs">True when the pairs of a dictionary have numbers in place of their keys, as in JSON read by MVC.</param>
    /// <param name="itemNames">The names of the items of collections that do not have the usual ones; null for none.</param>
    public static ObjectPath Rent(bool numbersPairs, IReadOnlyDictionary<object, IReadOnlyList<string>>? itemNames)
    {
        var path = _spare ?? new ObjectPath();
        _spare = null;
        (path._numbersPairs, path._itemNames) = (numbersPairs, itemNames);
        return path;
    }

    /// <summary>Gives the path back when it is empty and has no memory of objects.</summary>
    /// <returns>True when the caller must not use it any more.</returns>
    public bool TryReturn()
    {
        if (!IsRoot || _visited is not null)
        {
            return false;
        }

        _itemNames = null;
        _spare = this;
        return true;
    }

    /// <summary>Gets the member that holds the current object; null for an item of a collection.</summary>
    public ValidatedMember? Holder => IsRoot ? null : _segments[^1].Member;

    /// <param name="member">The member that holds the object or the collection; null for a collection in a collection.</param>
    /// <param name="collection">The collection; null for an object.</param>
    public void Enter(ValidatedMember? member, object? collection) => _segments.Add(new Segment(member, collection, Index: -1, Key: null));

    public void EnterItem(int index, string? key) => _segments.Add(new Segment(null, null, index, key));

    public void Leave() => _segments.RemoveAt(_segments.Count - 1);

    /// <summary>True when the path leads through the collection: it contains itself.</summary>
    public bool Contains(object collection) => _segments.Exists(segment => ReferenceEquals(segment.Collection, collection));

    public bool Visit(object value) => (_visited ??= new HashSet<object>(ReferenceEqualityComparer.Instance)).Add(value);

    /// <summary>Returns the path of a member of the current object; of the object itself when there is no member.</summary>
    /// <remarks>
    /// The argument's own name is left out for an object, which is the whole JSON body or the whole form. It is written for a
    /// collection, as in minimal APIs.
    /// </remarks>
    public string PathTo(ValidatedMember? member, JsonNamingPolicy? policy) =>
        Path(member, policy) is { Length: > 0 } path ? path : _segments[0].Member!.BoundName;

    /// <summary>Returns the path of the current object in the form; empty for an object that is the whole form.</summary>
    public string PathInForm() => Path(member: null, policy: null);

    /// <summary>Returns the path of a member, which may be an index.</summary>
    public static string Join(string path, string member) =>
        NeedsDot(path.Length, member) ? $"{path}.{member}" : path + member;

    /// <summary>False at the beginning of a path and before an index.</summary>
    private static bool NeedsDot(int length, string name) => length > 0 && name is not ['[', ..];

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
            else if (i > 0 && segment.Index >= 0 && NameOfItem(_segments[i - 1].Collection, segment.Index) is { } name)
            {
                path.Append(path.Length == 0 ? name.TrimStart('.') : name);
            }
            else if (segment.Key is { } key)
            {
                if (_numbersPairs)
                {
                    path.Append('[').Append(segment.Index.ToString(CultureInfo.InvariantCulture)).Append("].Value");
                }
                else
                {
                    path.Append('[').Append(key).Append(']');
                }
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

    private string? NameOfItem(object? collection, int index) =>
        _itemNames is not null && collection is not null && _itemNames.TryGetValue(collection, out var names) && index < names.Count
            ? names[index]
            : null;

    private static void AppendName(StringBuilder path, string name)
    {
        if (NeedsDot(path.Length, name))
        {
            path.Append('.');
        }

        path.Append(name);
    }

    private string NameOf(ValidatedMember member, JsonNamingPolicy? policy) =>
        !_segments[0].Member!.IsJson ? member.BoundName
        : member.JsonName ?? policy?.ConvertName(member.Name) ?? member.Name;

    /// <param name="Member">The property or argument; null for an item.</param>
    /// <param name="Collection">The collection; null for an object.</param>
    /// <param name="Index">The index of an item in a collection, or of a pair in a dictionary; -1 for others.</param>
    /// <param name="Key">The key of an item in a dictionary.</param>
    private readonly record struct Segment(ValidatedMember? Member, object? Collection, int Index, string? Key);
}
