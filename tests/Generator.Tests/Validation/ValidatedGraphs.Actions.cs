namespace Generator.Tests.Validation;

internal static partial class ValidatedGraphs
{
    /// <summary>One action validated by emitted code, and one by <c>Validator</c>.</summary>
    public const string Actions = """
        [Controller("graph")]
        public static class GraphController
        {
            [Post("emitted")] public static string Emitted([FromBody] Root root) => root.ToString()!.Substring(4);

            [Post("reflected")] public static async Task<string> Reflected(HttpContext httpContext)
            {
                var json = httpContext.RequestServices
                    .GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>();
                var root = await httpContext.Request.ReadFromJsonAsync<Root>(json.Value.SerializerOptions);
                var errors = new List<string>();
                try
                {
                    Reflected(root!, "", errors);
                }
                catch (Exception exception)
                {
                    // Reported, so that the comparison fails with it.
                    errors.Add(exception.ToString().ReplaceLineEndings(" "));
                }

                return string.Join('\n', errors);
            }

            /// <summary>The same validation, with Validator and reflection.</summary>
            private static void Reflected(object value, string path, List<string> errors)
            {
                var results = new List<ValidationResult>();
                Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
                errors.AddRange(results.SelectMany(result => result.MemberNames.DefaultIfEmpty(null), (result, name) =>
                    (name is null ? path is "" ? "root" : path : Join(path, NameOf(value.GetType(), name))) + ": " + result.ErrorMessage));
                foreach (var property in value.GetType().GetProperties())
                {
                    if (property.GetCustomAttributes(typeof(JsonIgnoreAttribute), true).Length == 0)
                    {
                        Held(property.GetValue(value), Join(path, NameOf(value.GetType(), property.Name)), errors);
                    }
                }
            }

            private static void Held(object? value, string path, List<string> errors)
            {
                switch (value)
                {
                    case null or string:
                        break;
                    case System.Collections.IDictionary dictionary:
                        foreach (System.Collections.DictionaryEntry entry in dictionary)
                        {
                            Held(entry.Value, $"{path}[{entry.Key}]", errors);
                        }

                        break;
                    case System.Collections.IEnumerable items:
                        var index = 0;
                        foreach (var item in items)
                        {
                            Held(item, $"{path}[{index++}]", errors);
                        }

                        break;
                    default:
                        if (value.GetType().Assembly == typeof(Root).Assembly)
                        {
                            Reflected(value, path, errors);
                        }

                        break;
                }
            }

            private static string Join(string path, string name) => path is "" ? name : $"{path}.{name}";

            private static string NameOf(Type type, string property) =>
                type.GetProperties().FirstOrDefault(candidate => candidate.Name == property)?.GetCustomAttributes(
                    typeof(JsonPropertyNameAttribute), true).FirstOrDefault() is JsonPropertyNameAttribute own
                    ? own.Name
                    : JsonNamingPolicy.CamelCase.ConvertName(property);
        }
        """;
}
