namespace Conduit.Contracts;

public sealed record ProfileEnvelope(Profile Profile);

/// <summary>A user as others see them.</summary>
/// <param name="Username">The name.</param>
/// <param name="Bio">The biography.</param>
/// <param name="Image">The address of a picture.</param>
/// <param name="Following">True when the current user follows this one.</param>
public sealed record Profile(string Username, string? Bio, string? Image, bool Following);
