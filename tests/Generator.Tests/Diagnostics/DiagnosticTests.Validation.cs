namespace Generator.Tests.Diagnostics;

/// <summary>One error for each diagnostic of an annotation. AnnotationDiagnosticTests has the others.</summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string, string> ValidationErrors => new()
    {
        { "GR0050", In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.StringLength({|5|})] int id) => \"\";"),
            "[StringLength] on 'id' can never be satisfied" },
        { "GR0051", In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.Range({|5|}, 1)] int id) => \"\";"),
            "there is no number between 5 and 1" },
        {
            "GR0052", In("[Post] public static string Bad([FromBody] V v) => \"\";") +
                " public class V { [System.ComponentModel.DataAnnotations.Compare({|\"Q\"|})] public int P { get; set; } }",
                "[Compare] on 'V.P' names 'Q'"
        },
        {
            "GR0053",
            In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.RegularExpression({|\"(\"|})] string p) => \"\";"),
            "The pattern of [RegularExpression] on 'p' is invalid"
        },
        {
            "GR0054", In("[Post] public static string Bad([FromBody] V v) => \"\";") +
                " public class V { [{|System.ComponentModel.DataAnnotations.Required|}] public string P { private get; set; } = \"\"; " +
                "public string Q => P; }", "the property has no public getter"
        },
        {
            "GR0055",
            In("private sealed class Own : System.ComponentModel.DataAnnotations.ValidationAttribute; [Get] " +
                "public static string Bad([{|Own|}] int id) => \"\";"), "generated code cannot see its class"
        },
        {
            "GR0056",
            In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.Range({|1|}, 2, ErrorMessageResourceName = \"X\")] " +
                "int id) => \"\";"), "ErrorMessageResourceType is not"
        },
        {
            "GR0056",
            In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.StringLength({|5|}, " +
                "ErrorMessage = \"at most {3}\")] string id) => \"\";"), "it may have the placeholders {0} to {2}"
        },
        {
            "GR0056",
            In("[Get] public static string Bad([System.ComponentModel.DataAnnotations.Required({|ErrorMessage = \"[a-z]{2}\"|})] " +
                "string id) => \"\";"), "it may have only the placeholder {0}"
        },
    };
}
