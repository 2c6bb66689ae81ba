using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>What comes out of the fields of a form: each name is that of a field at the place which is being read.</summary>
public partial struct ArgumentBinder
{
    private FormFields Fields => _fields ??= new FormFields(WholeForm);

    /// <summary>The form that is read.</summary>
    public readonly IFormCollection WholeForm => _form ?? FormCollection.Empty;

    /// <summary>The first value of a field; null when there is no such field.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The text: of a box that is ticked and a hidden field of the same name, that of the box, as in MVC.</returns>
    public string? Field(string name) => Fields.Find(name) is { Count: > 0 } values ? values[0] ?? string.Empty : null;

    /// <summary>A text that may be missing.</summary>
    /// <param name="name">The field.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryField(string name, out string text)
    {
        text = Field(name)!;
        return text is not null;
    }

    /// <summary>A value that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The field.</param>
    /// <param name="parser">Parses the text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it is there, and could be bound.</returns>
    public bool TryField<T>(string name, TextParser<T> parser, out T value)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var text = Field(name);
        value = default!;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (parser(text, out value))
        {
            return true;
        }

        Fail(name, Messages.NotValid(text));
        return false;
    }

    /// <summary>All values of a field.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The values; none when there is no such field.</returns>
    public StringValues FieldValues(string name) => Fields.Find(name);

    /// <summary>A field that must be there, though it may be empty.</summary>
    /// <param name="name">The field.</param>
    public void RequireField(string name)
    {
        if (Fields.Find(name).Count == 0)
        {
            Fail(name, Messages.Required);
        }
    }

    /// <summary>A file.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The file; null when there is none.</returns>
    public IFormFile? FieldFile(string name) => Fields.File(name);

    /// <summary>A file that must be there.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The file.</returns>
    public IFormFile RequiredFieldFile(string name)
    {
        var file = Fields.File(name);
        if (file is null)
        {
            Fail(name, Messages.Required);
        }

        return file!;
    }

    /// <summary>The files of one name.</summary>
    /// <param name="name">The field.</param>
    /// <returns>The files; none when there is no such field.</returns>
    public IReadOnlyList<IFormFile> FieldFiles(string name) => Fields.Files(name);

    /// <summary>An object that must be there, whether the form has a field of it or not.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The member that it is.</param>
    /// <param name="reader">Reads it.</param>
    /// <returns>The object.</returns>
    public T FieldObject<T>(string name, FieldReader<T> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var before = Fields.Enter(name);
        var value = default(T)!;
        if (Fields.IsTooDeep)
        {
            Fail(string.Empty, Messages.TooDeep);
        }
        else
        {
            value = reader(ref this);
        }

        Fields.LeaveTo(before);
        return value;
    }

    /// <summary>An object that is there when the form has a field of it.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The member that it is.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="value">The object.</param>
    /// <returns>Whether it is there, and could be made.</returns>
    public bool TryFieldObject<T>(string name, FieldReader<T> reader, out T value)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var before = Fields.Enter(name);
        var isThere = TryRead(reader, out value);
        Fields.LeaveTo(before);
        return isThere && value is not null;
    }

    /// <summary>What is at the place that has been entered. Only where a field has been met is it there; what it lacks is not reported otherwise.</summary>
    private bool TryRead<T>(FieldReader<T> reader, out T value)
    {
        var fields = Fields;
        value = default!;
        if (!fields.HasSomething())
        {
            return false;
        }

        if (fields.IsTooDeep)
        {
            fields.Meet();
            Fail(string.Empty, Messages.TooDeep);
            return true;
        }

        var (met, errors) = (fields.Met, ErrorCount);
        value = reader(ref this);
        if (fields.Met > met || ErrorCount == errors)
        {
            return fields.Met > met;
        }

        _invalid!.ForgetFrom(errors);
        value = default!;
        return false;
    }
}
