namespace Graceful;

/// <summary>Leaves controllers of a referenced library out of this program: it does not answer their routes, and has no links to them.</summary>
/// <remarks>
/// Without it, a program serves the controllers of every library that it references, directly or through others. It is read
/// when the program is compiled; a name that leaves nothing out is the warning GR0061.
/// </remarks>
/// <param name="name">
/// The name of a library's assembly (<c>Shop.Suppliers</c>) for all of its controllers, or the full name of one controller
/// (<c>Shop.Suppliers.AdminController</c>; a nested class behind a <c>+</c>).
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ExcludeControllersAttribute(string name) : Attribute
{
    /// <summary>The name of an assembly or of a controller.</summary>
    public string Name { get; } = name;
}
