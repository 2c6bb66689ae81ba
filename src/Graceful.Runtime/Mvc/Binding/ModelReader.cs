using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>Finds the values of one argument, and reports those that cannot be converted.</summary>
internal readonly partial struct ModelReader
{
    private readonly MvcInvocation _call;
    private readonly ModelSources _sources;
    private readonly StringValues _header;
    private readonly bool _isHeader;
    private readonly string _argument = string.Empty;
    private readonly Dictionary<ModelMember, BoundArgument>? _awaited;

    /// <param name="call">The call.</param>
    /// <param name="sources">Where values are looked up.</param>
    /// <param name="argument">The name of the argument.</param>
    public ModelReader(MvcInvocation call, ModelSources sources, string argument) =>
        (_call, _sources, _argument) = (call, sources, argument);

    private ModelReader(MvcInvocation call, StringValues header, string name) =>
        (_call, _header, _argument, _isHeader) = (call, header, name, true);

    private ModelReader(ModelReader reader, ModelSources sources, Dictionary<ModelMember, BoundArgument>? awaited)
        : this(reader._call, sources, reader._argument) => _awaited = awaited;

    /// <summary>Gets the name of the argument.</summary>
    public string Argument => _argument;

    public IServiceProvider Services => _call.HttpContext.RequestServices;

    /// <summary>Returns a reader of another part of the request.</summary>
    public ModelReader From(ModelSources sources) => new(this, sources, _awaited);

    /// <summary>Returns a reader that has the values of members that were awaited.</summary>
    public ModelReader With(Dictionary<ModelMember, BoundArgument> awaited) => new(this, _sources, awaited);

    /// <summary>Returns a reader of the values of a header, which every name finds.</summary>
    /// <param name="header">The name of the header.</param>
    /// <param name="isList">True when commas separate its values.</param>
    public ModelReader FromHeader(string header, bool isList)
    {
        var headers = _call.HttpContext.Request.Headers;
        return new ModelReader(_call, !headers.TryGetValue(header, out var lines) ? default
            : isList ? headers.GetCommaSeparatedValues(header)
            : new StringValues(lines.ToString()), header);
    }

    /// <summary>Returns the value of a member that was awaited.</summary>
    public bool TryTake<T>(ModelMember member, [MaybeNull] out T value)
    {
        var bound = _awaited is not null && _awaited.TryGetValue(member, out var found) ? found : default;
        value = bound.Value is T typed ? typed : default;
        return bound.IsSet;
    }

    /// <summary>Returns the values of a name; none when it is missing.</summary>
    public StringValues Find(string name)
    {
        if (_isHeader)
        {
            return _header;
        }

        // As in MVC, a value without a name (?=1) is none.
        var values = name.Length > 0 ? FindAsWritten(name) : default;
        return values.Count == 0 && Has(ModelSources.Form) && _call.RewrittenForm?.TryGetValue(name, out var fields) == true
            ? fields
            : values;
    }

    /// <summary>Returns the names of the items of a collection (<c>?id.index=a</c>); none for the usual ones.</summary>
    public StringValues FindIndexes(string name) => _isHeader ? default : FindAsWritten(ModelName.Join(name, "index"));

    /// <summary>True when a value has this name, or one that begins with it. The empty name is the prefix of all.</summary>
    public bool HasPrefix(string prefix)
    {
        if (_isHeader)
        {
            return _header.Count > 0;
        }

        var request = _call.HttpContext.Request;
        return (Has(ModelSources.Form) && _call.Form is { } form && form.HasPrefix(prefix, _call)) ||
            (Has(ModelSources.Route) && request.RouteValues.HasPrefix(prefix)) ||
            (Has(ModelSources.Query) && request.QueryString.HasValue && request.Query.HasPrefix(prefix, _call)) ||
            (Has(ModelSources.Form) && _call.RewrittenForm is { } rewritten && rewritten.HasPrefix(prefix, _call)) ||

            // As in MVC: an attribute that names a part of the request leaves out the names of files.
            (_sources == ModelSources.All && FormFiles.HasPrefix(_call.Form, prefix));
    }

    /// <summary>True when a value or a file has this name, or one that begins with it, in whatever part of the request.</summary>
    public bool HasAnyBelow(string name) => From(ModelSources.All).HasPrefix(name) ||
        (_call.Form is { Files.Count: > 0 } form && WithArgument(name) is { } full && FormFiles.HasPrefix(form, full));

    /// <summary>
    /// Returns the prefix of the names of an argument's members: the name that an attribute sets, or its own when a value has it.
    /// </summary>
    public string PrefixOf(string? boundName, string name) => boundName ?? (HasPrefix(name) ? name : string.Empty);

    /// <summary>Returns the files of a name; none when it is missing.</summary>
    public List<IFormFile> Files(string name)
    {
        var files = FormFiles.Named(_call.Form, name);
        return files.Count == 0 && WithArgument(name) is { } full ? FormFiles.Named(_call.Form, full) : files;
    }

    /// <summary>
    /// Returns the keys of a dictionary and their names: <c>name[key]</c> or <c>name.key</c>; every name below the empty one.
    /// </summary>
    public IReadOnlyList<(string Key, string Name)> KeysOf(string name)
    {
        var request = _call.HttpContext.Request;

        // As in MVC, the first part of the request that has keys is the only one.
        var found = Has(ModelSources.Form) && _call.Form is { } form ? DictionaryKeys.In(form.Keys, name) : [];
        found = found.Count == 0 && Has(ModelSources.Query) ? DictionaryKeys.In(request.Query.Keys, name) : found;
        return found.Count == 0 && Has(ModelSources.Form) && _call.RewrittenForm is { } rewritten
            ? DictionaryKeys.In(rewritten.Keys, name)
            : found;
    }

    /// <summary>
    /// Records the names of the items of a collection when they are others than [0], [1] and so on: errors of validation have them.
    /// </summary>
    public void SetItemNames(object collection, IReadOnlyList<string> names) => _call.SetItemNames(collection, names);

    private StringValues FindAsWritten(string name)
    {
        var request = _call.HttpContext.Request;
        if (Has(ModelSources.Form) && _call.Form is { } form && form.TryGetValue(name, out var fields) && fields.Count > 0)
        {
            return fields;
        }

        if (Has(ModelSources.Route) && request.RouteValues.TryGetValue(name, out var value) && value is not null)
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        return Has(ModelSources.Query) && request.Query.TryGetValue(name, out var values) ? values : default;
    }

    /// <summary>
    /// Returns the name below that of the argument; null when it is there already. As in MVC, files are found under this name although the
    /// other values have no prefix.
    /// </summary>
    private string? WithArgument(string name) =>
        _argument.Length == 0 || ModelName.IsPrefix(_argument, name) ? null : ModelName.Join(_argument, name);

    private bool Has(ModelSources source) => (_sources & source) != 0;
}
