using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Graceful.Binding;

/// <summary>Arguments that a binder of the app reads, and dictionaries of the query.</summary>
public partial struct ArgumentBinder
{
    /// <summary>Calls a binder, also when it implements the method explicitly or inherits it.</summary>
    /// <typeparam name="TBinder">The binder.</typeparam>
    /// <typeparam name="T">The type that it binds.</typeparam>
    /// <param name="httpContext">The request.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <param name="isOptional">True when the value may be missing.</param>
    /// <param name="defaultValue">The default value.</param>
    /// <returns>The result of the binder.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ValueTask<BindResult<T>> BindAsync<TBinder, T>(HttpContext httpContext, string name, bool isOptional, T? defaultValue)
        where TBinder : IParameterBinder<T> => TBinder.BindAsync(httpContext, new BoundParameter<T>(name, isOptional, defaultValue));

    /// <summary>Binds the result of a binder, which must have a value.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="result">The result of the binder.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The value.</returns>
    public T Custom<T>(BindResult<T> result, string name)
    {
        if (!result.HasValue)
        {
            Fail(name, result.Error ?? Messages.Required);
        }

        return result.Value!;
    }

    /// <summary>Binds the result of a binder for an optional parameter.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="result">The result of the binder.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <param name="otherwise">The default value.</param>
    /// <returns>The value, or the default value when it is missing.</returns>
    public T? CustomOrDefault<T>(BindResult<T> result, string name, T? otherwise) => HasValue(result, name) ? result.Value : otherwise;

    /// <summary>Binds the result of a binder for a nullable parameter of a value type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="result">The result of the binder.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The value, or null when it is missing.</returns>
    public T? CustomOrNull<T>(BindResult<T> result, string name)
        where T : struct => HasValue(result, name) ? result.Value : null;

    /// <summary>Returns the query as a dictionary: the keys <c>name[key]</c>, or every key when the query has none of them.</summary>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The values; several of one key are joined with commas.</returns>
    public readonly Dictionary<string, string> QueryDictionary(string name)
    {
        var query = httpContext.Request.Query;
        Dictionary<string, string> found = [];
        var hasName = false;
        foreach (var (key, values) in query)
        {
            var isNamed = key.StartsWith(name, StringComparison.OrdinalIgnoreCase) &&
                key.AsSpan(name.Length) is ['[', .. { Length: > 0 }, ']'];
            if (isNamed && !hasName)
            {
                // Keys without the name belong to other arguments.
                found.Clear();
                hasName = true;
            }

            if (isNamed || !hasName)
            {
                found[isNamed ? key[(name.Length + 1)..^1] : key] = values.ToString();
            }
        }

        return found;
    }

    /// <summary>Returns the query as a dictionary, or null for an empty one: the parameter is missing from the request.</summary>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The values; null when there is none.</returns>
    public readonly Dictionary<string, string>? QueryDictionaryOrNull(string name) =>
        QueryDictionary(name) is { Count: > 0 } found ? found : null;

    /// <summary>Reports the error of a result. True when it has a value.</summary>
    private bool HasValue<T>(BindResult<T> result, string name)
    {
        if (result.Error is { } error)
        {
            Fail(name, error);
        }

        return result.HasValue;
    }
}
