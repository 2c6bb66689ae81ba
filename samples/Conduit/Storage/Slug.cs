using System.Security.Cryptography;
using System.Text;

namespace Conduit.Storage;

/// <summary>The name of an article in its address: <c>how-to-train-your-dragon</c>.</summary>
internal static class Slug
{
    public static string Of(string title)
    {
        var slug = new StringBuilder(title.Length);
        foreach (var character in title)
        {
            if (char.IsLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-') is { Length: > 0 } text ? text : "article";
    }

    /// <summary>The slug for a title that another article has already.</summary>
    public static string Another(string slug) => $"{slug}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}
