namespace Graceful.Linking;

/// <summary>The links of frequent forms in one call: a call costs the compiler of the app less than a builder with its parts.</summary>
public ref partial struct LinkBuilder
{
    /// <summary>Returns a link with a value between two literal parts.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="start">The literal part before the value, encoded.</param>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    /// <param name="end">The literal part after the value, encoded; may be empty.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">The text of the value is empty, "." or "..".</exception>
    public static string Path<T>(string start, T value, string name, string end)
    {
        LinkBuilder link = new(start);
        link.Segment(value, name);
        link.Literal(end);
        return link.ToString();
    }

    /// <summary>Returns a link with two values and the literal parts around them.</summary>
    /// <typeparam name="T1">The type of the first value.</typeparam>
    /// <typeparam name="T2">The type of the second value.</typeparam>
    /// <param name="start">The literal part before the first value, encoded.</param>
    /// <param name="value1">The first value.</param>
    /// <param name="name1">The name of its argument, for the exception.</param>
    /// <param name="between">The literal part between the values, encoded.</param>
    /// <param name="value2">The second value.</param>
    /// <param name="name2">The name of its argument.</param>
    /// <param name="end">The literal part after the second value, encoded; may be empty.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">The text of a value is empty, "." or "..".</exception>
    public static string Path<T1, T2>(
        string start, T1 value1, string name1, string between, T2 value2, string name2, string end)
    {
        LinkBuilder link = new(start);
        link.Segment(value1, name1);
        link.Literal(between);
        link.Segment(value2, name2);
        link.Literal(end);
        return link.ToString();
    }

    /// <summary>Returns a link that ends with a catch-all of text.</summary>
    /// <param name="start">The literal part before the value, encoded.</param>
    /// <param name="value">The value; null or an empty text for none.</param>
    /// <param name="keepSlashes">True for a catch-all with two stars, in which slashes separate segments.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">The value has a segment "." or "..".</exception>
    public static string PathWithRest(string start, string? value, bool keepSlashes, string name)
    {
        LinkBuilder link = new(start);
        link.CatchAll(value, null, keepSlashes, name);
        return link.ToString();
    }
}
