using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Validation;

/// <summary>A changed annotation affects only the validator of its type.</summary>
public sealed class ValidationIncrementalTests
{
    private const string Controllers = """
        [Controller("books")] public static class BookController { [Post] public static string Add([FromBody] Book book) => ""; }
        [Controller("authors")] public static class AuthorController
        {
            [Post] public static string Add([FromBody] Author author) => "";
            [Post] public static string Both([FromBody] Book book) => "";
        }
        """;

    private const string Book =
        "public class Book { [System.ComponentModel.DataAnnotations.Range(1, 5)] public int Pages { get; set; } " +
        "public Author? Author { get; set; } }";

    private const string Author =
        "public class Author { [System.ComponentModel.DataAnnotations.Required] public string? Name { get; set; } }";

    [Fact]
    public void An_edit_of_an_annotation_writes_the_one_validator_again()
    {
        var run = GeneratorRun.Of(Controllers, Book, Author);
        var edited = Edit(run, "Source1.cs", Book.Replace("5", "6", StringComparison.Ordinal));

        Assert.All(edited.Reasons["Controllers"], reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        Assert.All(edited.Reasons["RouteTables"], reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(
            [IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified],
            edited.Result.TrackedSteps["Validators"].SelectMany(step => step.Outputs).Select(output => output.Reason));
        Assert.Single(edited.OutputReasons, reason => reason != IncrementalStepRunReason.Cached);
        Assert.NotEqual(run.Files["Graceful.Validation.BookValidator.g.cs"], edited.Files["Graceful.Validation.BookValidator.g.cs"]);
        Assert.Equal(run.Files["Graceful.Validation.AuthorValidator.g.cs"], edited.Files["Graceful.Validation.AuthorValidator.g.cs"]);
    }

    [Theory]
    [InlineData("public int Pages { get; set; }", "public int Pages { get => 1; set => _ = value; }")]
    [InlineData("public class Book", "/// <summary>Moved.</summary>\n\npublic class Book")]
    [InlineData("public Author? Author", "public Other? Other { get; set; } public Author? Author")]
    public void An_edit_beside_annotations_writes_nothing_again(string before, string after)
    {
        var run = GeneratorRun.Of(Controllers, Book, Author, "public class Other { public int Free { get; set; } }");
        var edited = Edit(run, "Source1.cs", Book.Replace(before, after, StringComparison.Ordinal));

        Assert.All(edited.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void The_first_annotation_of_a_type_and_the_last_are_seen()
    {
        var run = GeneratorRun.Of(Controllers, Book, Author);
        var without = Edit(run, "Source2.cs",
            Author.Replace("[System.ComponentModel.DataAnnotations.Required]", string.Empty, StringComparison.Ordinal));
        Assert.DoesNotContain("Graceful.Validation.AuthorValidator.g.cs", without.Files.Keys);
        Assert.DoesNotContain("AuthorValidator", string.Concat(without.Files.Values), StringComparison.Ordinal);

        var again = Edit(without, "Source2.cs", Author);
        Assert.Equal(run.Files, again.Files);
    }

    [Fact]
    public void Nothing_is_emitted_without_annotations()
    {
        var run = GeneratorRun.Of("""
            public class Free { public int Number { get; set; } public Free? Next { get; set; } }
            [Controller("x")] public static class XController { [Post] public static string Add([FromBody] Free free, int id) => ""; }
            """);

        Assert.DoesNotContain(run.Files.Keys, file => file.StartsWith("Graceful.Validation", StringComparison.Ordinal));
        Assert.DoesNotContain("Validat", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    private static GeneratorRun Edit(GeneratorRun run, string file, string source)
    {
        var tree = run.Input.SyntaxTrees.Single(candidate => candidate.FilePath == file);
        return run.Again(run.Input.ReplaceSyntaxTree(tree, Compilations.Parse(source, file)));
    }
}
