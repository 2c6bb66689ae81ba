using System.ComponentModel;

namespace Graceful.Validation;

/// <summary>Validates one object, which is not null. A method of generated code.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
/// <param name="value">The object.</param>
/// <param name="validation">Collects the errors, and knows the path to the object.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ObjectValidator<in T>(T value, ref ObjectValidation validation);

/// <summary>Validates null in place of a value. Implemented by generated code.</summary>
/// <param name="validation">Collects the errors.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void NullValidator(ref ObjectValidation validation);
