using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>A parameter that takes a file, several files or the whole form.</summary>
/// <typeparam name="T"><see cref="IFormFile"/>, a collection of it, or <see cref="IFormCollection"/>.</typeparam>
/// <param name="name">The name in the source.</param>
/// <param name="bind">Takes the argument from the files of the name; null when the form has none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcFiles<T>(string name, Func<IFormCollection, IReadOnlyList<IFormFile>, T?> bind) : MvcValidatedParameter<T>(name)
    where T : class
{
    /// <summary>Gets the name that an attribute sets for the request; null for the name in the source.</summary>
    public string? BoundName { get; init; }

    private protected override BindingSource Source => BindingSource.FormFile;

    private protected override string? NameInRequest => BoundName;

    internal override ValueTask<BoundArgument> BindAsync(MvcInvocation call)
    {
        var key = BoundName ?? Name;
        var value = bind(call.Form ?? FormCollection.Empty, FormFiles.Named(call.Form, key));
        return new(Validated(call, key, isSet: value is not null, value));
    }
}
