using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Conduit.Errors;

/// <summary>Turns the model state of a request that is not valid into the 422 of the RealWorld specification.</summary>
internal static class InvalidRequest
{
    public static IActionResult Respond(ActionContext context) => new UnprocessableEntityObjectResult(new ErrorEnvelope(
        context.ModelState
            .Where(entry => entry.Value is { Errors.Count: > 0 })
            .GroupBy(entry => Member(entry.Key), entry => entry.Value!.Errors)
            .ToDictionary(member => member.Key, member => member.SelectMany(errors => errors).Select(Message).ToArray())));

    /// <summary>The member <c>email</c> for the key <c>User.Email</c>, and for the JSON path <c>$.user.email</c>.</summary>
    private static string Member(string key) => key is "" or "$" ? "request" : JsonNamingPolicy.CamelCase.ConvertName(key.Split('.')[^1]);

    private static string Message(ModelError error) => error.ErrorMessage is { Length: > 0 } message ? message : Messages.Invalid;
}
