using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Graceful.Mvc;

/// <summary>Binds one file of the form, or several.</summary>
/// <param name="create">Creates the model from files; there is at least one.</param>
internal sealed class FileBinder<T>(Func<List<IFormFile>, T> create) : ModelBinder<T>
{
    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value)
    {
        var files = reader.Files(name.Key);
        value = files.Count > 0 ? create(files) : default;
        return files.Count > 0;
    }

    internal override bool HasValue(ModelReader reader, ModelName name) => reader.Files(name.Key).Count > 0;

    internal override bool HasFile(ModelReader reader, ModelName name, ImmutableStack<ModelMember> around) => HasValue(reader, name);
}
