using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>The values of a request for a model binder of the app.</summary>
internal sealed class MvcValueProvider(ModelReader reader) : IValueProvider
{
    public bool ContainsPrefix(string prefix) => reader.HasPrefix(prefix);

    public ValueProviderResult GetValue(string key) =>
        key.Length > 0 && reader.Find(key) is { Count: > 0 } values
            ? new ValueProviderResult(values, CultureInfo.InvariantCulture)
            : ValueProviderResult.None;
}
