using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>The results of actions: each one shows the arguments and the state of the model.</summary>
internal sealed class SeededResults(Choices choices)
{
    private static readonly string[] Results =
    [
        "Ok(shown)", "Ok(new Answer(shown))", "NotFound()", "NotFound(shown)", "NoContent()", "BadRequest(ModelState)", "BadRequest(shown)",
        "Problem(shown)", "Problem(\"no\", statusCode: 503, title: \"t\", type: \"u\")", "ValidationProblem()",
        "ValidationProblem(ModelState)", "Content(shown)", "Content(shown, \"text/html\")", "Created(\"/made\", shown)", "Accepted()",
        "StatusCode(418)", "StatusCode(299, new Answer(shown))", "Conflict(new Answer(shown))", "UnprocessableEntity(ModelState)",
        "Unauthorized()", "File(Shown.Bytes(shown), \"text/plain\", \"name.txt\")", "new JsonResult(new Answer(shown))",
        "File(new MemoryStream(Shown.Bytes(shown)), \"text/plain\")", "Redirect(\"/elsewhere\")", "LocalRedirectPermanent(\"/here\")",
        "new ObjectResult(shown) { StatusCode = 201 }", "new EmptyResult()", "CreatedAtAction(nameof({1}), new { id = 5 }, shown)",
        "RedirectToAction(nameof({1}))", "Content(shown + Url.Action(nameof({1}), new { q = 1 }) + Url.Content(\"~/x\"))",
        "Ok(Shown.Lines(shown))", "new OwnResult(shown)", "Ok(null)", "Content(shown + RouteData.Values[\"action\"])",
        "UnprocessableEntity()",
        "AcceptedAtAction(nameof({1}))", "throw new NotImplementedException(shown)",
        "StatusCode(StatusCodes.Status415UnsupportedMediaType)", "Ok(shown.Length)",
    ];

    /// <param name="kind">The base class of the controller.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="others">The names of the actions of the controller.</param>
    public (string Type, string Modifier, string Body) Body(
        SeededBase kind, IReadOnlyList<SeededParameter> parameters, IReadOnlyList<string> others)
    {
        var values = string.Concat(parameters.Select(parameter => $", (\"{parameter.Name}\", {parameter.Name})"));
        var shown = $"        var shown = Shown.All({(kind == SeededBase.None ? "null" : "ModelState")}{values});\n";
        var echo = parameters.FirstOrDefault(parameter => parameter.Source == SeededSource.Body && parameter.Type is not SimpleType);
        if (kind == SeededBase.None)
        {
            return choices.Below(4) switch
            {
                0 => ("Answer", string.Empty, shown + "        return new Answer(shown);"),
                1 => ("IActionResult", string.Empty, shown + "        return new OkObjectResult(shown);"),
                2 => ("Task<string>", "async ", shown + "        await Task.Yield();\n        return shown;"),
                _ => ("string", string.Empty, shown + "        return shown;"),
            };
        }

        const string Yield = "        await Task.Yield();\n";
        return choices.Below(18) switch
        {
            0 => ("string", string.Empty, shown + "        return shown;"),
            1 => ("Answer", string.Empty, shown + "        return new Answer(shown);"),
            2 => ("ActionResult<string>", string.Empty, shown + Switch("ActionResult<string>", "shown", others)),
            3 => ("Task<ActionResult<Answer>>", "async ", shown + Yield + Switch("ActionResult<Answer>", "new Answer(shown)", others)),
            4 => ("void", string.Empty, shown + "        Response.Headers[\"X-Shown\"] = Uri.EscapeDataString(shown);"),
            5 => ("Task", "async ", shown + "        await Response.WriteAsync(shown);"),
            6 => ("ValueTask<ActionResult<string>>", "async ", shown + Yield + Switch("ActionResult<string>", "shown", others)),
            7 => ("IResult", string.Empty,
                shown + "        return shown.Length % 2 == 0 ? Results.Text(shown) : TypedResults.NotFound(shown);"),
            8 when echo is not null => ($"ActionResult<{echo.Type.Written}>", string.Empty,
                $"        return {echo.Name} is null ? NotFound() : Ok({echo.Name});"),
            9 => ("string?", string.Empty, shown + "        return shown.Length % 2 == 0 ? null : shown;"),
            10 => ("int?", string.Empty, shown + "        return shown.Length % 3 == 0 ? null : shown.Length;"),
            11 => ("IEnumerable<string>", string.Empty, shown + "        return Shown.Lines(shown);"),
            12 => ("object", string.Empty, shown + "        return shown.Length % 2 == 0 ? new Answer(shown) : shown;"),
            13 => ("ContentResult", string.Empty, shown + "        return Content(shown, \"text/x-shown\");"),
            14 => ("ValueTask<IActionResult>", "async ", shown + Yield + Switch("IActionResult", "Ok(shown)", others)),
            15 => ("Task<IActionResult>", "async ", shown + Yield + Switch("IActionResult", "Content(shown)", others)),
            _ => ("IActionResult", string.Empty, shown + Switch("IActionResult", "Content(shown)", others)),
        };
    }

    /// <summary>Half of the results show the arguments in any case.</summary>
    private string Switch(string type, string usual, IReadOnlyList<string> others)
    {
        var count = 1 + choices.Below(4);
        var arms = Enumerable.Range(0, count).Select(i => $"            {i * 2} => {Result(others)},\n");
        return $"        return (shown.Length % {count * 2}) switch\n        {{\n{string.Concat(arms)}" +
            $"            _ => ({type}){usual},\n        }};";
    }

    private string Result(IReadOnlyList<string> others) =>
        choices.Of(Results).Replace("{1}", choices.Of(others), StringComparison.Ordinal);
}
