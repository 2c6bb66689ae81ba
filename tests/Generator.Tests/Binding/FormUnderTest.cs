using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Generator.Tests.Binding;

/// <summary>A form in memory, and the errors of its readers.</summary>
internal sealed class FormUnderTest
{
    public ArgumentErrors Errors { get; } = new();

    /// <summary>The errors as <c>name: message</c>.</summary>
    public IEnumerable<string> Messages => Errors.All.Select(error => $"{error.Name}: {error.Message}");

    /// <summary>Returns a reader of the form, which is written as a query: <c>a=1&amp;b.c=2</c>.</summary>
    public FormReader Read(string form) => new(Parse(form), "argument", Errors);

    public static FormCollection Parse(string form) => new(form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            pairs => pairs.Key,
            pairs => new StringValues([.. pairs.Select(pair => pair[1])]),
            StringComparer.OrdinalIgnoreCase));
}
