using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>A type that an action reads or sends as JSON, and that only a context of the program can cover.</summary>
/// <param name="Key">Its name, the same however it is written: <see cref="JsonClosure.KeyOf"/>.</param>
/// <param name="Type">The type as generated code refers to it.</param>
/// <param name="Written">The type as a developer writes it.</param>
/// <param name="IsRead">Whether it is read, and not sent.</param>
/// <param name="Action">What messages call the action.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record JsonNeed(string Key, string Type, string Written, bool IsRead, string Action, Location Location);
