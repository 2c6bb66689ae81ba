namespace Graceful.Generators.Model;

/// <summary>The program that is compiled.</summary>
/// <param name="HasRuntime">True when it references Graceful.Runtime and ASP.NET Core. Nothing is generated without them.</param>
/// <param name="Library">The name of the assembly, for a library; null for an executable.</param>
internal sealed record ProgramModel(bool HasRuntime, string? Library);
