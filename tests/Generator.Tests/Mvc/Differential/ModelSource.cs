namespace Generator.Tests.Mvc.Differential;

/// <summary>The types that the compared controllers take and return.</summary>
internal static class ModelSource
{
    public const string Text = """
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [assembly: CompileMvcControllers]

        public sealed class Clock
        {
            public string Now => "noon";
        }

        public enum Color { Red, Green, Blue }

        [Flags]
        public enum Access { None = 0, Read = 1, Write = 2 }

        public class Todo
        {
            public int Id { get; set; }

            [Required, StringLength(5, MinimumLength = 2)]
            public string? Title { get; set; }

            public string Owner { get; set; } = "";
            public Tag[]? Tags { get; set; }
            public Tag? Main { get; set; }

            [Range(1, 10)]
            public int? Rank { get; set; }
        }

        public class Tag
        {
            [StringLength(9, MinimumLength = 2)]
            public string Name { get; set; } = "ab";

            public int Weight { get; set; }
        }

        public record Person(string Name, int Age = 7)
        {
            public string? City { get; set; }
        }

        public class Filter
        {
            public string? Text { get; set; }

            [Range(1, 100)]
            public int Page { get; set; } = 1;

            public int[]? Sizes { get; set; }
            public List<string>? Names { get; set; }
            public Tag? Tag { get; set; }

            [FromQuery(Name = "order-by")]
            public string? Order { get; set; }

            [Display(Name = "The Color")]
            public Color? Color { get; set; }

            [BindNever]
            public string? Secret { get; set; }

            [BindRequired]
            public int Limit { get; set; }

            public Filter? Inner { get; set; }
        }

        public class Polite : IValidatableObject
        {
            public string? Text { get; set; }

            public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
                Text == "please" ? [] : [new ValidationResult("not polite", [nameof(Text)]), new ValidationResult("rude")];
        }

        public class Paging
        {
            public required string Sort { get; init; }
            public int Size { get; init; }
            public bool? Ascending { get; init; }
        }
        """;
}
