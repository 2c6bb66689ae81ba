using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>
/// Says to the programs that reference a library what they serve for one of its controllers: which routes, and where their code
/// is. Written by the generator when it compiles a library, read by the generator when it compiles the program. Never read at
/// run time.
/// </summary>
/// <param name="version">The format of what follows: 1. A generator that knows another one says so, and serves nothing.</param>
/// <param name="controller">The full name of the controller.</param>
/// <param name="entry">The public type that holds its routes.</param>
/// <param name="links">The public type that makes links to its actions; <see langword="null"/> when it has no public ones.</param>
/// <param name="routes">For each route its property in <paramref name="entry"/>, its verbs, its order and its template, with a blank between them: <c>ShowRoute GET,HEAD 0 /books/{id}</c>; <c>*</c> for every verb.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompiledControllerAttribute(int version, string controller, string entry, string? links, params string[] routes) : Attribute
{
    /// <summary>The format of what follows.</summary>
    public int Version { get; } = version;

    /// <summary>The full name of the controller.</summary>
    public string Controller { get; } = controller;

    /// <summary>The public type that holds its routes.</summary>
    public string Entry { get; } = entry;

    /// <summary>The public type that makes links to its actions.</summary>
    public string? Links { get; } = links;

    /// <summary>Its routes.</summary>
    public IReadOnlyList<string> Routes { get; } = routes;
}
