using System.Text;
using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>Values of a type as fields and as JSON.</summary>
/// <param name="choices">The choices.</param>
/// <param name="temper">0 for valid values, 1 for values of which some are not, 2 for hostile ones.</param>
internal sealed class SeededValues(Choices choices, int temper)
{
    private static readonly string[] Invalid =
    [
        "", "", " ", "x", "1.5", "1,5", "1.000,5", "1,000", "99999999999999999999", "-1", "0x10", "1e3", "NaN", "Infinity", "true", "red",
        "Red,Blue", "9", "2020-13-01", "01.02.2020", "12:30", "null", "[]", "{}", "%", "+5", " 5 ", "\u0665", "<b>", "a b", "5%", "isbn:3",
        "0", "/", "1;2", "YQ==", "abcdefghijklmnop", "a@b", "True ", "\t", "on", "-0", "1_000", "∞", "𝟗",
    ];

    private static readonly string[] InvalidJson =
        ["null", "\"x\"", "1.5", "[]", "{}", "true", "\"\"", "-1", "99999999999999999999", "[null]", "{\"a\":1}", "5", "\"5\"", "1e400"];

    private static readonly string[] Bodies = ["", "null", "{", "[]", "{}", "5", "\"x\"", "  ", "{\"a\":}", "//", "[{}]", "\uFEFF{}"];

    public bool IsHostile => temper == 2;

    /// <summary>Decides whether a value is left out.</summary>
    public bool IsMissing => temper switch
    {
        0 => choices.OneIn(25),
        1 => choices.OneIn(5),
        _ => choices.OneIn(3),
    };

    private bool IsWrong => temper > 0 && choices.OneIn(temper == 1 ? 8 : 3);

    public string Text(SimpleType type) => IsWrong ? choices.Of(Invalid) : choices.Of(type.Texts);

    public string Key(string name) => !IsWrong ? name
        : choices.Below(4) switch
        {
            0 => name.ToUpperInvariant(),
            1 => "other." + name,
            2 => name + "x",
            _ => name.ToLowerInvariant(),
        };

    /// <summary>Adds the names and texts of a value, for a query or a form.</summary>
    public void AddFields(SeededType type, string name, List<(string Key, string Text)> fields, int depth = 0)
    {
        if (IsMissing || depth > 3)
        {
            return;
        }

        switch (type)
        {
            case SimpleType simple:
                for (var count = choices.OneIn(IsHostile ? 6 : 20) ? 2 : 1; count > 0; count--)
                {
                    fields.Add((Key(name), Text(simple)));
                }

                break;
            case ListType list:
                AddItems(list, name, fields, depth);
                break;
            case MapType map:
                AddEntries(map, name, fields, depth);
                break;
            case ModelType model:
                foreach (var member in model.Members)
                {
                    AddFields(member.Type, name.Length == 0 ? member.BoundName : $"{Key(name)}.{member.BoundName}", fields, depth + 1);
                }

                break;
        }
    }

    private void AddItems(ListType list, string name, List<(string Key, string Text)> fields, int depth)
    {
        var count = choices.Below(4);

        // MVC refuses a set when the request has an item twice with indexes (docs/mvc-controllers.md).
        var notation = list.IsSet ? 0 : list.Item is SimpleType ? choices.Below(4) : 1 + choices.Below(3);
        for (var i = 0; i < count; i++)
        {
            switch (notation)
            {
                case 0:
                    fields.Add((Key(name), Text((SimpleType)list.Item)));
                    break;
                case 1 or 2:
                    // With holes.
                    AddFields(list.Item, $"{name}[{(IsWrong ? i + choices.Below(3) : i)}]", fields, depth + 1);
                    break;
                default:
                    fields.Add(($"{name}.index", $"k{i}"));
                    AddFields(list.Item, $"{name}[k{i}]", fields, depth + 1);
                    break;
            }
        }
    }

    private void AddEntries(MapType map, string name, List<(string Key, string Text)> fields, int depth)
    {
        var isShort = !choices.OneIn(3);
        for (var i = 0; i < choices.Below(4); i++)
        {
            var key = Text(map.Key);
            if (isShort)
            {
                AddFields(map.Value, choices.OneIn(4) ? $"{name}.{key}" : $"{name}[{key}]", fields, depth + 1);
                continue;
            }

            fields.Add(($"{name}[{i}].Key", key));
            if (!IsWrong)
            {
                AddFields(map.Value, $"{name}[{i}].Value", fields, depth + 1);
            }
        }
    }

    public string JsonBody(SeededType type) => IsWrong && choices.OneIn(3) ? choices.Of(Bodies) : Json(type, depth: 0);

    private string Json(SeededType type, int depth)
    {
        if (IsWrong || depth > 4)
        {
            return choices.Of(InvalidJson);
        }

        return type switch
        {
            SimpleType simple => simple.Json(choices.Of(simple.Texts)),
            ListType list => $"[{string.Join(',', choices.Several(3, _ => Json(list.Item, depth + 1)))}]",
            MapType map => $"{{{string.Join(',', choices.Several(3, i => $"\"{Key(map, i)}\":{Json(map.Value, depth + 1)}"))}}}",
            ModelType model => Object(model, depth),
            _ => "null",
        };
    }

    private string Key(MapType map, int index) => map.Key.IsText && index == 0 ? "a b" : choices.Of(map.Key.Texts);

    private string Object(ModelType model, int depth)
    {
        var text = new StringBuilder("{");
        foreach (var member in model.Members.Where(_ => !IsMissing))
        {
            var name = IsWrong ? member.JsonName.ToUpperInvariant() : member.JsonName;
            text.Append(text.Length > 1 ? "," : string.Empty).Append($"\"{name}\":{Json(member.Type, depth + 1)}");
        }

        return text.Append(IsWrong ? $"{(text.Length > 1 ? "," : string.Empty)}\"unknown\":1" : string.Empty).Append('}').ToString();
    }
}
