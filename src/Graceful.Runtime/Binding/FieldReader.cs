using System.ComponentModel;

namespace Graceful.Binding;

/// <summary>
/// Reads what stands at one place of a form: the fields of an object, or one item of a collection. A method of generated code.
/// </summary>
/// <typeparam name="T">What it is read as.</typeparam>
/// <param name="arguments">Where the fields are, and where errors are reported.</param>
/// <returns>The value; when something is wrong with it, one that is only looked at, or the default.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T FieldReader<out T>(ref ArgumentBinder arguments);
