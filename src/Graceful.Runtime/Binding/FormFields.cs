using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>
/// The fields of a form, and the place in it that is being read: <c>items[0].name</c> is the field <c>name</c> at the place
/// <c>items[0]</c>.
/// </summary>
/// <remarks>
/// Names are sorted once, when the first place is entered: what stands at a place is then one stretch of them, found without
/// building its name. Nothing is looked for at a place where the form has nothing, so that the form bounds what is done, and
/// neither a large index nor a type that holds itself does.
/// </remarks>
internal sealed class FormFields(IFormCollection form)
{
    /// <summary>As deep as the mapper of minimal APIs goes, and the JSON reader by itself.</summary>
    public const int MaxDepth = 64;

    /// <summary>As many items as the mapper of minimal APIs takes into one collection.</summary>
    public const int MaxItems = FormReader.DefaultValueCountLimit;

    private string[]? _names;
    private StringValues[] _values = [];
    private char[] _place = [];
    private int _length;
    private int _depth;

    /// <summary>How many fields have been met that are there: what has met none is not there itself.</summary>
    public int Met { get; private set; }

    /// <summary>Whether the place is deeper than any may be.</summary>
    public bool IsTooDeep => _depth > MaxDepth;

    /// <summary>Goes to a place within this one.</summary>
    /// <param name="name">The name of a member; empty for this place itself.</param>
    /// <returns>Where to leave to.</returns>
    public int Enter(ReadOnlySpan<char> name)
    {
        var before = _length;
        _length = Append(name);
        _depth += name.IsEmpty ? 0 : 1;
        return before;
    }

    /// <summary>Goes to an item of the collection at this place.</summary>
    /// <param name="index">Which.</param>
    /// <returns>Where to leave to.</returns>
    public int EnterItem(int index)
    {
        Span<char> name = stackalloc char[16];
        name.TryWrite($"[{index}]", out var length);
        return Enter(name[..length]);
    }

    /// <summary>Says that something is there, though nobody has looked what.</summary>
    public void Meet() => Met++;

    public void LeaveTo(int place)
    {
        _depth -= _length > place ? 1 : 0;
        _length = place;
    }

    /// <summary>What the client calls a field at this place.</summary>
    public string NameOf(string name)
    {
        if (_length == 0)
        {
            return name;
        }

        var length = Append(name);
        return new string(_place, 0, length);
    }

    /// <summary>The values of a field at this place; none when there is no such field.</summary>
    public StringValues Find(string name)
    {
        StringValues values;
        if (_length == 0)
        {
            form.TryGetValue(name, out values);
        }
        else
        {
            var length = Append(name);
            var index = IndexOf(_place.AsSpan(0, length));
            values = index < 0 ? default : _values[index];
        }

        Met += values.Count > 0 ? 1 : 0;
        return values;
    }

    /// <summary>The file of a field at this place.</summary>
    public IFormFile? File(string name)
    {
        var file = form.Files.Count == 0 ? null : form.Files.GetFile(NameOf(name));
        Met += file is null ? 0 : 1;
        return file;
    }

    /// <summary>The files of a field at this place.</summary>
    public IReadOnlyList<IFormFile> Files(string name)
    {
        var files = form.Files.GetFiles(NameOf(name));
        Met += files.Count > 0 ? 1 : 0;
        return files;
    }

    /// <summary>Whether the form has a field at this place, or below it.</summary>
    public bool HasSomething()
    {
        return _length == 0 ? form.Count + form.Files.Count > 0 : IndexOf(_place.AsSpan(0, _length)) >= 0 || HasBelow('.') || HasBelow('[');
    }

    /// <summary>The first key of the dictionary at this place, or the next one.</summary>
    /// <param name="cursor">Where to look: 0 at first.</param>
    /// <param name="key">The key, with its brackets.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryNextKey(ref int cursor, out string key)
    {
        Sort();
        var length = Append("[");
        var start = _place.AsSpan(0, length);
        for (var i = cursor == 0 ? LowerBound(start) : cursor; i < _names!.Length && _names[i].AsSpan().StartsWith(start, StringComparison.OrdinalIgnoreCase); i++)
        {
            var end = _names[i].IndexOf(']', length);
            if (end < 0)
            {
                continue;
            }

            key = _names[i][_length..(end + 1)];
            var whole = _names[i].AsSpan(0, end + 1);
            cursor = i + 1;
            while (cursor < _names.Length && _names[cursor].AsSpan().StartsWith(whole, StringComparison.OrdinalIgnoreCase))
            {
                cursor++;
            }

            return true;
        }

        key = string.Empty;
        return false;
    }

    private bool HasBelow(char separator)
    {
        Reserve(_length + 1);
        _place[_length] = separator;
        var start = _place.AsSpan(0, _length + 1);
        var index = LowerBound(start);
        return index < _names!.Length && _names[index].AsSpan().StartsWith(start, StringComparison.OrdinalIgnoreCase);
    }

    private int IndexOf(ReadOnlySpan<char> name)
    {
        Sort();
        var index = LowerBound(name);
        return index < _names!.Length && _names[index].AsSpan().Equals(name, StringComparison.OrdinalIgnoreCase) ? index : -1;
    }

    /// <summary>Where the first name is that does not come before another.</summary>
    private int LowerBound(ReadOnlySpan<char> name)
    {
        var (low, high) = (0, _names!.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_names[middle].AsSpan().CompareTo(name, StringComparison.OrdinalIgnoreCase) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The names of fields with their values, and those of files that are no fields.</summary>
    private void Sort()
    {
        if (_names is not null)
        {
            return;
        }

        var files = form.Files.Count == 0 ? [] : form.Files.Select(file => file.Name).Where(name => !form.ContainsKey(name)).ToArray();
        _names = new string[form.Count + files.Length];
        form.Keys.CopyTo(_names, 0);
        files.CopyTo(_names, form.Count);
        Array.Sort(_names, StringComparer.OrdinalIgnoreCase);
        _values = new StringValues[_names.Length];
        for (var i = 0; i < _names.Length; i++)
        {
            _values[i] = form[_names[i]];
        }
    }

    /// <returns>How long the name of the place is with another behind it.</returns>
    private int Append(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return _length;
        }

        var hasDot = _length > 0 && name[0] != '[';
        var length = _length + (hasDot ? 1 : 0) + name.Length;
        Reserve(length);
        if (hasDot)
        {
            _place[_length] = '.';
        }

        name.CopyTo(_place.AsSpan(length - name.Length));
        return length;
    }

    private void Reserve(int length)
    {
        if (length > _place.Length)
        {
            Array.Resize(ref _place, Math.Max(64, length * 2));
        }
    }
}
