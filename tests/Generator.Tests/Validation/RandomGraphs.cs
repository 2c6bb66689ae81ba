using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Generator.Tests.Validation;

/// <summary>JSON for the types of a program: few different values, near the limits of its annotations.</summary>
internal static class RandomGraphs
{
    private static readonly string?[] Words =
    [
        null, null, string.Empty, " ", "a", "b", "x", "ab", "abc", "A", "aBc", "abcdef", "xx", "Monday", "a@b.c", "a@", "http://a.b",
        "ftp:/", "+1 (555) 0100", "12x",
        "4111111111111111", "1234", "YWJj", "file.c", "file.exe", "é",
    ];

    private static readonly decimal[] Numbers = [0, 0.1m, 0.4m, 0.5m, 1, 1.5m, 2, 2.5m, 2.6m, 3, 4, 5, 7, 8];

    private static readonly int[] Integers = [-11, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 99, 101, 120];

    /// <param name="type">The type of the graph.</param>
    /// <param name="depth">The maximum depth.</param>
    public static Gen<JsonNode?> Of(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Gen.Frequency((1, Null), (3, Of(value, depth)));
        }

        if (type == typeof(string))
        {
            return Gen.Elements(Words).Select(word => (JsonNode?)word);
        }

        if (type == typeof(bool))
        {
            return Gen.Elements(true, false).Select(flag => (JsonNode?)flag);
        }

        if (type == typeof(decimal) || type == typeof(double) || type == typeof(float))
        {
            return Gen.Elements(Numbers).Select(number => (JsonNode?)number);
        }

        if (type == typeof(TimeSpan))
        {
            return Gen.Elements("00:00:00", "00:00:01", "00:00:59", "00:01:00", "1.00:00:00").Select(time => (JsonNode?)time);
        }

        if (type == typeof(DateOnly))
        {
            return Gen.Elements("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01").Select(date => (JsonNode?)date);
        }

        if (type.IsEnum)
        {
            return Gen.Choose(0, 7).Select(number => (JsonNode?)number);
        }

        if (type.IsPrimitive)
        {
            var fitting = Integers.Where(number => Fits(number, type)).ToArray();
            return Gen.Elements(fitting).Select(number => (JsonNode?)number);
        }

        var held = Held(type, depth);
        return type.IsValueType ? held : Gen.Frequency((1, Null), (depth > 0 ? 4 : 0, held));
    }

    private static Gen<JsonNode?> Null => Gen.Constant<JsonNode?>(null);

    private static Gen<IReadOnlyList<JsonNode?>> Several(Gen<JsonNode?> one) =>
        Gen.Choose(0, 3).SelectMany(count => one.ListOf(count)).Select(values => (IReadOnlyList<JsonNode?>)[.. values]);

    private static Gen<JsonNode?> Held(Type type, int depth)
    {
        if (depth <= 0 && !type.IsValueType)
        {
            return Null;
        }

        var contracts = type.GetInterfaces().Append(type).Where(contract => contract.IsGenericType).ToArray();
        if (contracts.FirstOrDefault(contract => contract.GetGenericTypeDefinition() == typeof(IDictionary<,>)) is { } dictionary)
        {
            return Several(Of(dictionary.GenericTypeArguments[1], depth - 1)).Select(values => (JsonNode?)new JsonObject(
                values.Select((item, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), item?.DeepClone()))));
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            var element = contracts.First(contract => contract.GetGenericTypeDefinition() == typeof(IEnumerable<>)).GenericTypeArguments[0];
            return Several(Of(element, depth - 1))
                .Select(values => (JsonNode?)new JsonArray([.. values.Select(item => item?.DeepClone())]));
        }

        var kinds = type.GetCustomAttributes<JsonDerivedTypeAttribute>().ToArray();
        return kinds.Length > 0
            ? Gen.OneOf(kinds.Select(kind => Properties(kind.DerivedType, depth, (string)kind.TypeDiscriminator!)))
            : Properties(type, depth, kind: null);
    }

    private static Gen<JsonNode?> Properties(Type type, int depth, string? kind)
    {
        var settable = type.GetProperties()
            .Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .GroupBy(property => property.Name).Select(same => same.First(property => property.DeclaringType == type || same.Count() == 1))
            .ToArray();
        var values = settable.Select(property => Gen.Frequency((1, Gen.Constant((Has: false, Value: (JsonNode?)null))),
            (5, Of(property.PropertyType, depth - 1).Select(value => (Has: true, Value: value)))));
        return Gen.CollectToList(values).Select(all =>
        {
            var made = new JsonObject();
            if (kind is not null)
            {
                made["$type"] = kind;
            }

            for (var i = 0; i < settable.Length; i++)
            {
                if (all[i].Has && (all[i].Value is not null || !settable[i].PropertyType.IsValueType ||
                    Nullable.GetUnderlyingType(settable[i].PropertyType) is not null))
                {
                    made[settable[i].GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                        ?? JsonNamingPolicy.CamelCase.ConvertName(settable[i].Name)] = all[i].Value?.DeepClone();
                }
            }

            return (JsonNode?)made;
        });
    }

    private static bool Fits(int number, Type type)
    {
        try
        {
            Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
