using Conduit.Contracts;
using Conduit.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

/// <summary>Users as others see them.</summary>
[Route("api/profiles/{username}")]
public sealed class ProfilesController(ProfileStore profiles) : ConduitController
{
    [HttpGet]
    public ActionResult<ProfileEnvelope> Show(string username) => profiles.Find(username, Reader) is { } profile
        ? new ProfileEnvelope(profile)
        : Unknown("profile");

    [HttpPost("follow"), Authorize]
    public ActionResult<ProfileEnvelope> Follow(string username)
    {
        profiles.Follow(username, UserId);
        return Show(username);
    }

    [HttpDelete("follow"), Authorize]
    public ActionResult<ProfileEnvelope> Unfollow(string username)
    {
        profiles.Unfollow(username, UserId);
        return Show(username);
    }
}
