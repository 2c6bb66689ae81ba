namespace Generator.Tests.Validation;

/// <summary>The program of the differential test: types with every annotation, validated by emitted code and by Validator.</summary>
internal static partial class ValidatedGraphs
{
    public const string Services = """
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        builder.Services.Configure<ActionOptions>(options => options.InvalidRequest = request =>
            request.HttpContext.Response.WriteAsync(
                string.Join('\n', request.Arguments.Select(argument => $"{argument.Name}: {argument.Message}"))));
        builder.Services.AddSingleton<Type>(typeof(Root));
        """;

    public const string Types = """
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json;
        using System.Text.Json.Serialization;

        public static class Resources
        {
            public static string Message => "{0} is wrong, says a resource.";
            public static string Label => "a label out of a resource";
        }

        public class Texts
        {
            [Required] public string? Title { get; set; }
            [Required(AllowEmptyStrings = true)] public string? MayBeEmpty { get; set; }
            [StringLength(5, MinimumLength = 2)] public string? Between { get; set; }
            [StringLength(3)] public string? Short { get; set; }
            [MinLength(2)] public string? Least { get; set; }
            [MaxLength(3)] public string? Most { get; set; }
            [MaxLength] public string? Any { get; set; }
            [Length(1, 3)] public string? Both { get; set; }
            [Required, RegularExpression("[a-c]+|x"), MaxLength(2)] public string? Pattern { get; set; }
            [EmailAddress] public string? Email { get; set; }
            [Url] public string? Url { get; set; }
            [Phone] public string? Phone { get; set; }
            [CreditCard] public string? Card { get; set; }
            [Base64String] public string? Base64 { get; set; }
            [AllowedValues("a", "b", null)] public string? Allowed { get; set; }
            [DeniedValues("x", "")] public string? Denied { get; set; }
            [FileExtensions(Extensions = "c,html")] public string? File { get; set; }
            [DataType(DataType.Password)] public string? Data { get; set; }
        }

        public struct Numbers
        {
            [Range(-1, 5)] public sbyte SByte { get; set; }
            [Range(1, 300)] public byte Byte { get; set; }
            [Range(-5, 5, MinimumIsExclusive = true)] public short Short { get; set; }
            [Range(0, 7)] public uint UInt { get; set; }
            [Range(1, 5, MinimumIsExclusive = true, MaximumIsExclusive = true)] public int Int { get; set; }
            [Range(1, 5)] public int? MaybeInt { get; set; }
            [Range(-3, 3)] public long Long { get; set; }
            [Range(0, int.MaxValue)] public long Large { get; set; }
            [Range(0.5, 2.5)] public double Double { get; set; }
            [Range(0.5, 2.5, MaximumIsExclusive = true)] public double? MaybeDouble { get; set; }
            [Range(0.1, 2.5)] public float Float { get; set; }
            [Range(0.5, 2.5)] public decimal Decimal { get; set; }
            [Range(0.5, 2.5)] public decimal? MaybeDecimal { get; set; }
            [Range(0.5, 2.5)] public int Rounded { get; set; }
            [Range(1, 3)] public double Converted { get; set; }
            [Range(1, 3)] public decimal? MaybeConverted { get; set; }
            [Range(typeof(decimal), "0.5", "2.5")] public decimal Typed { get; set; }
            [Range(typeof(decimal), "0.5", "2.5", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
            public decimal? MaybeTyped { get; set; }
            [Range(typeof(int), "1", "3", MaximumIsExclusive = true)] public int TypedInt { get; set; }
            [Range(typeof(TimeSpan), "00:00:01", "00:01:00")] public TimeSpan Time { get; set; }
            [Range(typeof(DateOnly), "2020-01-01", "2020-12-31")] public DateOnly? Date { get; set; }
            [Required] public int? Must { get; set; }
            [Required] public bool Never { get; set; }
            [AllowedValues(1, 2)] public int Allowed { get; set; }
            [EnumDataType(typeof(DayOfWeek)), DeniedValues(DayOfWeek.Monday)] public DayOfWeek Day { get; set; }
        }

        public class Collections
        {
            [MinLength(2)] public List<int>? Least { get; set; }
            [MaxLength(1)] public int[]? Most { get; set; }
            [Length(1, 2)] public Dictionary<string, int>? Both { get; set; }
            [MaxLength(1)] public IReadOnlyList<string>? Read { get; set; }
            [MinLength(1)] public ICollection<int>? Some { get; set; }
            [MinLength(2)] public IEnumerable<int>? Sequence { get; set; }
            [Required, MinLength(1)] public HashSet<int>? Set { get; set; }
            [MaxLength(1)] public IList<int>? Growing { get; set; }
            [Base64String, MaxLength(4)] public object? Anything => null;
        }

        public sealed record Messages(
            [property: Required(ErrorMessage = "Give a {0}.")] string? A,
            [property: StringLength(3, MinimumLength = 2, ErrorMessage = "{0}: {2} to {1}"), Display(Name = "the B")] string? B,
            [property: MaxLength(2, ErrorMessageResourceType = typeof(Resources),
                ErrorMessageResourceName = nameof(Resources.Message))] string? C,
            [property: Required, Display(Name = nameof(Resources.Label), ResourceType = typeof(Resources))] string? D,
            [property: Range(typeof(decimal), "1", "2", ErrorMessage = "{0} from {1} to {2}"), JsonPropertyName("e-e")] decimal E,
            [property: Compare("G"), Display(Name = "eff")] string? F,
            [property: Display(Name = "gee")] string? G,
            [property: Compare("A", ErrorMessage = "{0} and {1} differ")] string? H,
            [property: JsonIgnore] string? I = null);

        /// <summary>Reads the object around the value, and names arbitrary members.</summary>
        public sealed class Longer(string other) : ValidationAttribute
        {
            protected override ValidationResult? IsValid(object? value, ValidationContext context)
            {
                var owner = (Custom)context.ObjectInstance;
                return (value as string)?.Length >= (owner.Other?.Length ?? 0)
                    ? ValidationResult.Success
                    : new ValidationResult($"{context.DisplayName} ({context.MemberName}) is shorter than {other}",
                        [context.MemberName!, other]);
            }
        }

        public sealed class RequiredWord : RequiredAttribute
        {
            public override bool IsValid(object? value) => value is string { Length: > 1 };
        }

        public sealed class Brief : StringLengthAttribute
        {
            public Brief() : base(2) => ErrorMessage = "{0} is not brief";
        }

        public static class Checks
        {
            public static ValidationResult? Lower(string? text, ValidationContext context) =>
                text is null || text == text.ToLowerInvariant()
                    ? ValidationResult.Success
                    : new ValidationResult(context.DisplayName + " is not lower", [context.MemberName!]);
        }

        public class Custom
        {
            [Longer("Other")] public string? Text { get; set; }
            [Longer("Lower"), Display(Name = "quiet")] public string? Quiet { get; set; }
            [RequiredWord, Brief] public string? Other { get; set; }
            [CustomValidation(typeof(Checks), nameof(Checks.Lower))] public string? Lower { get; set; }
        }

        [AttributeUsage(AttributeTargets.Class)]
        public sealed class Ordered : ValidationAttribute
        {
            protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
                value is Whole whole && whole.From > whole.To
                ? new ValidationResult(whole.From > 100 ? null : $"{context.DisplayName} is not ordered", whole.To < 0 ? ["To"] : null)
                : null;
        }

        [Ordered, Display(Name = "the whole")]
        public class Whole : IValidatableObject
        {
            [Range(-10, 1000)] public int From { get; set; }
            [JsonPropertyName("until")] public int To { get; set; }

            public IEnumerable<ValidationResult> Validate(ValidationContext context)
            {
                if (From == To)
                {
                    yield return new ValidationResult($"{context.DisplayName}: nothing between", [nameof(From), nameof(To)]);
                    yield return ValidationResult.Success!;
                    yield return new ValidationResult("nor beside");
                }
            }
        }

        public abstract class Animal
        {
            [Required, StringLength(4)] public virtual string? Name { get; set; }
            [Range(0, 3)] public virtual int Legs { get; set; }
            [MaxLength(2)] public string? Sound { get; set; }
        }

        public class Dog : Animal
        {
            [StringLength(6)] public override string? Name { get; set; }
            public override int Legs { get; set; }
        }

        public sealed class Puppy : Dog, IValidatableObject
        {
            [Range(0, 2)] public new int Legs { get; set; }
            IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext context) =>
                Name == "a" ? [new ValidationResult("a is no name", [nameof(Name)])] : [];
        }

        [JsonDerivedType(typeof(Circle), "circle")]
        [JsonDerivedType(typeof(Square), "square")]
        public abstract class Shape
        {
            [Required] public string? Color { get; set; }
        }

        public class Circle : Shape
        {
            [Range(1, 3)] public int Radius { get; set; }
        }

        public sealed class Square : Shape
        {
            [Range(1, 3)] public int Side { get; set; }
            public Whole? Whole { get; set; }
        }

        public struct Point
        {
            [Range(0, 2)] public int X { get; set; }
            [Range(0, 2), JsonPropertyName("why")] public int? Y { get; set; }
        }

        public sealed class Node
        {
            [Required] public string? Name { get; set; }
            public Node? Left { get; set; }
            public List<Node?>? Children { get; set; }
            public Dictionary<string, Node>? Named { get; set; }
        }

        public sealed class Page<T>
        {
            [MaxLength(2)] public T[]? Items { get; set; }
            [Range(0, 3)] public int Number { get; set; }
        }

        public sealed class Root
        {
            public Texts? Texts { get; set; }
            public Numbers? Numbers { get; set; }
            public Numbers Values { get; set; }
            public Collections? Collections { get; set; }
            public Messages? Messages { get; set; }
            public Custom? Custom { get; set; }
            public Whole? Whole { get; set; }
            public Dog? Dog { get; set; }
            public Puppy? Puppy { get; set; }
            public Shape? Shape { get; set; }
            public List<Shape>? Shapes { get; set; }
            public Point[]? Points { get; set; }
            public List<Point?>? MaybePoints { get; set; }
            public Point?[][]? Grid { get; set; }
            public Dictionary<int, List<Whole>>? Wholes { get; set; }
            public Node? Node { get; set; }
            [JsonPropertyName("Pages!")] public Page<Page<Point>>? Pages { get; set; }
            [Required] public Page<Node>? Nodes { get; set; }
        }
        """;
}
