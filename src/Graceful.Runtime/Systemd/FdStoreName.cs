using System.Globalization;
using System.Text;

namespace Graceful.Systemd;

/// <summary>
/// The key of a listener as a descriptor name in the store: at most 255 characters of printable ASCII without colons (FDNAME in
/// sd_notify(3)).
/// </summary>
internal static class FdStoreName
{
    internal const int MaxLength = 255;

    private const string Prefix = "graceful.";

    /// <returns><see langword="null"/> for a key that does not fit.</returns>
    internal static string? Of(string key)
    {
        var name = new StringBuilder(Prefix);
        foreach (var octet in Encoding.UTF8.GetBytes(key))
        {
            if (octet is > 0x20 and < 0x7f and not ((byte)':' or (byte)'%'))
            {
                name.Append((char)octet);
            }
            else
            {
                name.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return name.Length <= MaxLength ? name.ToString() : null;
    }

    /// <returns><see langword="null"/> for a name that is not one of these.</returns>
    internal static string? KeyOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? Uri.UnescapeDataString(name[Prefix.Length..]) : null;
}
