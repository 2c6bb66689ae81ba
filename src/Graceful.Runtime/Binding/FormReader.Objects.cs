using Microsoft.AspNetCore.Http;

namespace Graceful.Binding;

/// <summary>Files, and objects whose members are fields.</summary>
public sealed partial class FormReader
{
    /// <summary>The types of the objects without fields that are being read.</summary>
    private readonly List<Type> _absent = [];

    /// <summary>Returns a file.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The file; null when there is none.</returns>
    public IFormFile? File(string name) => _cursor.File(name);

    /// <summary>Reads a required file.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The file.</returns>
    public IFormFile RequiredFile(string name)
    {
        var file = _cursor.File(name);
        if (file is null)
        {
            Fail(name, Messages.Required);
        }

        return file!;
    }

    /// <summary>Returns the files of one name.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The files; empty when there is none.</returns>
    public IReadOnlyList<IFormFile> Files(string name) => _cursor.Files(name);

    /// <summary>Reads a required object. It is read even when the form has none of its fields, for the errors of its members.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="name">The member that holds it.</param>
    /// <param name="read">Reads the object.</param>
    /// <returns>The object.</returns>
    public T RequiredObject<T>(string name, Func<FormReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var before = _cursor.Enter(name);
        var value = default(T)!;
        if (_cursor.IsTooDeep)
        {
            Fail(string.Empty, Messages.TooDeep);
        }
        else
        {
            value = _cursor.HasFields() ? read(this) : ReadAbsent(read);
        }

        _cursor.LeaveTo(before);
        return value;
    }

    /// <summary>Reads an optional object.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="name">The member that holds it.</param>
    /// <param name="read">Reads the object.</param>
    /// <param name="value">The object.</param>
    /// <returns>True when the form has a field of it, and the object could be created.</returns>
    public bool TryObject<T>(string name, Func<FormReader, T> read, out T value)
    {
        ArgumentNullException.ThrowIfNull(read);
        var before = _cursor.Enter(name);
        var isPresent = TryRead(read, out value);
        _cursor.LeaveTo(before);
        return isPresent && value is not null;
    }

    /// <summary>Reads an object without fields.</summary>
    /// <remarks>
    /// An object of the same type in it cannot be created either: it is an error, and not read. A type with two such members would
    /// otherwise be read 2^64 times, to the limit of the depth.
    /// </remarks>
    private T ReadAbsent<T>(Func<FormReader, T> read)
    {
        if (_absent.Contains(typeof(T)))
        {
            Fail(string.Empty, Messages.Required);
            return default!;
        }

        _absent.Add(typeof(T));
        var value = read(this);
        _absent.Remove(typeof(T));
        return value;
    }

    /// <summary>Reads the object at the current path.</summary>
    /// <returns>True when the form has a field of the object. An absent object reports no errors for the fields it lacks.</returns>
    private bool TryRead<T>(Func<FormReader, T> read, out T value)
    {
        value = default!;
        if (!_cursor.HasFields())
        {
            return false;
        }

        if (_cursor.IsTooDeep)
        {
            _cursor.CountUnreadField();
            Fail(string.Empty, Messages.TooDeep);
            return true;
        }

        var (fieldsRead, errors) = (_cursor.FieldsRead, ErrorCount);
        value = read(this);
        if (_cursor.FieldsRead > fieldsRead || ErrorCount == errors)
        {
            return _cursor.FieldsRead > fieldsRead;
        }

        _errors.RemoveFrom(errors);
        value = default!;
        return false;
    }
}
