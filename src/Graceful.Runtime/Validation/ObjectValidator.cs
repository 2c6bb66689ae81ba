using System.ComponentModel;
using Graceful.Binding;

namespace Graceful.Validation;

/// <summary>Looks at one object, which is not null, and reports what its annotations do not allow. A method of generated code.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
/// <param name="value">The object.</param>
/// <param name="arguments">Where errors are reported, and in which place of the arguments the object is.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ObjectValidator<in T>(T value, ref ArgumentBinder arguments);
