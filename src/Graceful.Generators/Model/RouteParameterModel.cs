using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A parameter that the routes of an action leave behind; its index in <see cref="ActionModel.RouteParameters"/> is its slot.</summary>
/// <param name="Name">As written in the first route that has it.</param>
/// <param name="IsOptional">Whether it may be absent: written so, or because another route of the action lacks it.</param>
/// <param name="IsCatchAll">Whether it takes the rest of the path, slashes included.</param>
/// <param name="Default">Its value when the path has none; null when there is none.</param>
/// <param name="Constraints">As written, in order: <c>int</c>, <c>max(10)</c>.</param>
internal sealed record RouteParameterModel(
    string Name,
    bool IsOptional,
    bool IsCatchAll,
    string? Default,
    EquatableArray<string> Constraints);
