using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>Binds one text of the request with a type converter. As in MVC, the first of several values counts.</summary>
/// <param name="converter">Reads a text.</param>
/// <param name="allowsNull">True when the type allows null.</param>
internal sealed class ConvertedBinder<T>(TypeConverter converter, bool allowsNull) : ModelBinder<T>
{
    private static readonly Type Bare = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value) =>
        TryConvert(reader, name, reader.Find(name.Key), out value);

    internal override bool TryConvert(ModelReader reader, ModelName name, StringValues values, [MaybeNull] out T value)
    {
        value = default;
        if (values.Count == 0)
        {
            return false;
        }

        object? converted = null;
        try
        {
            if (!string.IsNullOrWhiteSpace(values[0]))
            {
                converted = converter.ConvertFrom(context: null, CultureInfo.InvariantCulture, values[0]!);
            }
        }
        catch (Exception exception)
        {
            // As in MVC: a converter may throw any exception, and often wraps the one that names the cause.
            reader.AddNotConverted(
                name, values, exception is FormatException ? exception : exception.InnerException ?? exception);
            return false;
        }

        if (converted is null)
        {
            if (!allowsNull)
            {
                reader.AddNull(name, values);
            }

            return allowsNull;
        }

        if (Bare.IsEnum && !EnumMembers.IsDefined(Bare, converted))
        {
            reader.AddUndefined(name, values);
            return false;
        }

        value = (T)converted;
        return true;
    }
}
