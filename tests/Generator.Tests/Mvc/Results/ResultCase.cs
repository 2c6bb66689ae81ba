using Microsoft.AspNetCore.Mvc;

namespace Generator.Tests.Mvc.Results;

/// <summary>A result, and the request that receives it.</summary>
/// <param name="Name">Its name, which is part of the path.</param>
/// <param name="Make">The action: returns the result.</param>
internal sealed record ResultCase(string Name, Func<ControllerBase, IActionResult> Make)
{
    public string Method { get; init; } = "GET";

    public string? Accept { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    public string PathBase { get; init; } = "";

    /// <summary>True when the controller has <c>[ApiController]</c>.</summary>
    public bool IsApi { get; init; }
}
