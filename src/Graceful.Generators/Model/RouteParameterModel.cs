using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A parameter of the routes of an action. Its index in <see cref="ActionModel.RouteParameters"/> is its slot.</summary>
/// <param name="Name">The name in the first route that has it.</param>
/// <param name="IsOptional">True when it may be missing: by its template, or because another route of the action does not have it.</param>
/// <param name="IsCatchAll">True when it takes the rest of the path, slashes included.</param>
/// <param name="Default">Its default value; null when it has none.</param>
/// <param name="Constraints">As written, in order: <c>int</c>, <c>max(10)</c>.</param>
internal sealed record RouteParameterModel(
    string Name,
    bool IsOptional,
    bool IsCatchAll,
    string? Default,
    EquatableArray<string> Constraints);
