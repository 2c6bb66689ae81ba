using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>Keeps the properties of anonymous route values in a trimmed program. Called by generated code.</summary>
/// <remarks>
/// <c>CreatedAtAction(nameof(Show), new { id = 7 })</c> passes an object whose properties MVC reads by reflection. Anonymous objects
/// with the same names and types in one program are of one type, so that an example of it is enough.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MvcRouteValues
{
    /// <summary>Keeps the properties of a type.</summary>
    /// <typeparam name="T">The anonymous type.</typeparam>
    /// <param name="example">An object of it.</param>
    /// <returns>The object.</returns>
    public static object Keep<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T example)
        where T : class => example;
}
