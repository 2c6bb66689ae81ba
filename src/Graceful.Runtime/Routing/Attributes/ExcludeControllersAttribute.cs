namespace Graceful;

/// <summary>Excludes controllers of a referenced library from this app: it does not serve their routes or link to them.</summary>
/// <remarks>
/// Without it, an app serves the controllers of every library that it references, directly or indirectly. The attribute is read
/// when the app is compiled; a name that excludes nothing is the warning GR0061.
/// </remarks>
/// <param name="name">
/// The name of a library's assembly (<c>Shop.Suppliers</c>) for all of its controllers, or the full name of one controller
/// (<c>Shop.Suppliers.AdminController</c>; a nested class after a <c>+</c>).
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ExcludeControllersAttribute(string name) : Attribute
{
    /// <summary>Gets the name of an assembly or a controller.</summary>
    public string Name { get; } = name;
}
