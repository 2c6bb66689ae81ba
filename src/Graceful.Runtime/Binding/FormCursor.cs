using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>A position in the fields of a form: at the path <c>items[0]</c>, <c>title</c> is the field <c>items[0].title</c>.</summary>
/// <remarks>
/// The names are sorted once, when the first path is entered. The fields below a path are then adjacent, and found without
/// building their names. A path without fields is not read any further: the size of the form bounds the work, whatever index
/// a client sends and however often a type contains itself.
/// </remarks>
internal sealed class FormCursor(IFormCollection form)
{
    /// <summary>The depth limit of minimal APIs' form mapper and of the JSON reader.</summary>
    public const int MaxDepth = 64;

    /// <summary>The limit of minimal APIs' form mapper for the items of one collection.</summary>
    public const int MaxItems = Microsoft.AspNetCore.WebUtilities.FormReader.DefaultValueCountLimit;

    private string[]? _names;
    private StringValues[] _values = [];
    private char[] _path = [];
    private int _length;
    private int _depth;

    /// <summary>Gets the number of reads that found a field. An object that found none is absent from the form.</summary>
    public int FieldsRead { get; private set; }

    /// <summary>True when the path is deeper than <see cref="MaxDepth"/>.</summary>
    public bool IsTooDeep => _depth > MaxDepth;

    /// <summary>Moves to a path below the current one.</summary>
    /// <param name="name">The name of a member; empty for the current path.</param>
    /// <returns>The argument for <see cref="LeaveTo"/>.</returns>
    public int Enter(ReadOnlySpan<char> name)
    {
        var before = _length;
        _length = Append(name);
        _depth += name.IsEmpty ? 0 : 1;
        return before;
    }

    /// <summary>Moves to an item of the collection at the current path.</summary>
    /// <param name="index">The index of the item.</param>
    /// <returns>The argument for <see cref="LeaveTo"/>.</returns>
    public int EnterItem(int index)
    {
        Span<char> name = stackalloc char[16];
        name.TryWrite($"[{index}]", out var length);
        return Enter(name[..length]);
    }

    /// <summary>Counts a field that is present but not read.</summary>
    public void CountUnreadField() => FieldsRead++;

    /// <summary>Moves back to a path.</summary>
    /// <param name="length">The result of <see cref="Enter"/>.</param>
    public void LeaveTo(int length)
    {
        _depth -= _length > length ? 1 : 0;
        _length = length;
    }

    /// <summary>Returns the full name of a field at the current path.</summary>
    public string NameOf(string name)
    {
        if (_length == 0)
        {
            return name;
        }

        var length = Append(name);
        return new string(_path, 0, length);
    }

    /// <summary>Returns the values of a field at the current path; empty when there is no such field.</summary>
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
            var index = IndexOf(_path.AsSpan(0, length));
            values = index < 0 ? default : _values[index];
        }

        FieldsRead += values.Count > 0 ? 1 : 0;
        return values;
    }

    /// <summary>Returns the file of a field at the current path; null when there is none.</summary>
    public IFormFile? File(string name)
    {
        var file = form.Files.Count == 0 ? null : form.Files.GetFile(NameOf(name));
        FieldsRead += file is null ? 0 : 1;
        return file;
    }

    /// <summary>Returns the files of a field at the current path.</summary>
    public IReadOnlyList<IFormFile> Files(string name)
    {
        var files = form.Files.GetFiles(NameOf(name));
        FieldsRead += files.Count > 0 ? 1 : 0;
        return files;
    }

    /// <summary>True when the form has a field at the current path or below it.</summary>
    public bool HasFields() => _length == 0
        ? form.Count + form.Files.Count > 0
        : IndexOf(_path.AsSpan(0, _length)) >= 0 || HasBelow('.') || HasBelow('[');

    /// <summary>Finds the next key of the dictionary at the current path.</summary>
    /// <param name="position">The position of the search: 0 for the first key.</param>
    /// <param name="key">The key, with its brackets.</param>
    /// <returns>True when there is another key.</returns>
    public bool TryNextKey(ref int position, out string key)
    {
        Sort();
        var length = Append("[");
        var start = _path.AsSpan(0, length);
        for (var i = position == 0 ? LowerBound(start) : position; i < _names!.Length && StartsWith(i, start); i++)
        {
            var end = _names[i].IndexOf(']', length);
            if (end < 0)
            {
                continue;
            }

            key = _names[i][_length..(end + 1)];
            var whole = _names[i].AsSpan(0, end + 1);
            position = i + 1;
            while (position < _names.Length && StartsWith(position, whole))
            {
                position++;
            }

            return true;
        }

        key = string.Empty;
        return false;
    }

    private bool HasBelow(char separator)
    {
        Reserve(_length + 1);
        _path[_length] = separator;
        var start = _path.AsSpan(0, _length + 1);
        var index = LowerBound(start);
        return index < _names!.Length && StartsWith(index, start);
    }

    private bool StartsWith(int index, ReadOnlySpan<char> start) =>
        _names![index].AsSpan().StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private int IndexOf(ReadOnlySpan<char> name)
    {
        Sort();
        var index = LowerBound(name);
        return index < _names!.Length && _names[index].AsSpan().Equals(name, StringComparison.OrdinalIgnoreCase) ? index : -1;
    }

    /// <summary>Returns the index of the first name that does not sort before another.</summary>
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

    /// <summary>Sorts the names of the fields, and of the files whose names are not fields.</summary>
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

    /// <summary>Writes a name after the current path, and returns the length of both.</summary>
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
            _path[_length] = '.';
        }

        name.CopyTo(_path.AsSpan(length - name.Length));
        return length;
    }

    private void Reserve(int length)
    {
        if (length > _path.Length)
        {
            Array.Resize(ref _path, Math.Max(64, length * 2));
        }
    }
}
