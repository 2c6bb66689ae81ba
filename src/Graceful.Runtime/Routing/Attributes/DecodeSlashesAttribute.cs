namespace Graceful;

/// <summary>Decodes <c>%2F</c> in the value of a route parameter.</summary>
/// <remarks>
/// Without it the value has <c>%2F</c> as in ASP.NET Core, where <c>Path.Combine(root, name)</c> cannot leave its folder by an encoded
/// slash. With it, <c>a%2Fb</c> is <c>a/b</c> and <c>a%252Fb</c> is <c>a%2Fb</c>: check the value before it is used in a path.
/// Constraints always match the encoded text.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property, AllowMultiple = false)]
public sealed class DecodeSlashesAttribute : Attribute;
