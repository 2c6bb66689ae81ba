using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>Binds a member with <c>[FromHeader]</c>.</summary>
/// <param name="header">The name of the header.</param>
/// <param name="isList">True when it takes several values, which commas separate in the header.</param>
/// <param name="values">Binds the values.</param>
internal sealed class HeaderBinder<T>(string header, bool isList, ModelBinder<T> values) : ModelBinder<T>
{
    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value) =>
        values.TryBind(reader.FromHeader(header, isList), name, out value);

    internal override bool HasValue(ModelReader reader, ModelName name) => false;
}
