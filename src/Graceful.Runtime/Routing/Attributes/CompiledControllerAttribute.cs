using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>Describes a controller of a compiled library to the apps that reference it: its routes, and the type with their code.</summary>
/// <remarks>
/// The generator writes it when it compiles a library, and reads it when it compiles an app. It is never read at run time. When an
/// app is compiled for another <paramref name="version"/> or <paramref name="abi"/>, the build fails with GR0060.
/// </remarks>
/// <param name="version">The format of the attribute: 2.</param>
/// <param name="abi">The version of the runtime's surface that the library's generated code calls.</param>
/// <param name="controller">The full name of the controller.</param>
/// <param name="entry">The public type that holds its routes.</param>
/// <param name="links">The public type that creates links to its actions; <see langword="null"/> when it has none.</param>
/// <param name="routes">
/// For each route its property in <paramref name="entry"/>, its verbs, its order and its template, separated by spaces:
/// <c>ShowRoute GET,HEAD 0 /books/{id}</c>; <c>*</c> for every verb.
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompiledControllerAttribute(
    int version, int abi, string controller, string entry, string? links, params string[] routes) : Attribute
{
    /// <summary>Gets the format of the attribute.</summary>
    public int Version { get; } = version;

    /// <summary>Gets the version of the runtime's surface that the library's generated code calls.</summary>
    public int Abi { get; } = abi;

    /// <summary>Gets the full name of the controller.</summary>
    public string Controller { get; } = controller;

    /// <summary>Gets the public type that holds its routes.</summary>
    public string Entry { get; } = entry;

    /// <summary>Gets the public type that creates links to its actions.</summary>
    public string? Links { get; } = links;

    /// <summary>Gets its routes.</summary>
    public IReadOnlyList<string> Routes { get; } = routes;
}
