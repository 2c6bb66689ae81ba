using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>A type that an action reads or sends as JSON and that only a context of the program can cover.</summary>
/// <param name="Key">The unique name of the type: <see cref="JsonTypeClosure.KeyOf"/>.</param>
/// <param name="Type">The type as a C# expression; null for a type without a name.</param>
/// <param name="DisplayName">The type as messages show it.</param>
/// <param name="IsRead">True for a type that is read, false for one that is sent.</param>
/// <param name="Action">The display name of the action.</param>
/// <param name="Location">The location of the parameter or the action.</param>
internal sealed record JsonRequirement(string Key, string? Type, string DisplayName, bool IsRead, string Action, Location Location);
