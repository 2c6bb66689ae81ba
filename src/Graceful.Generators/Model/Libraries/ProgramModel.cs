namespace Graceful.Generators.Model;

/// <summary>What is compiled.</summary>
/// <param name="HasRuntime">Whether it references the runtime and ASP.NET Core: without them, nothing can be generated for it.</param>
/// <param name="Library">The name of the assembly, when other programs can reference it for its controllers; null for one that is run.</param>
internal sealed record ProgramModel(bool HasRuntime, string? Library);
