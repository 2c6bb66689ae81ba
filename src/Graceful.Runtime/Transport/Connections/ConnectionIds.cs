namespace Graceful.Transport;

/// <summary>Generates connection ids in Kestrel's format: 13 digits of base 32, counted up from the start time.</summary>
internal static class ConnectionIds
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    private const int Length = 13;
    private const int BitsPerDigit = 5;

#pragma warning disable RS0030 // The ids of two generations must differ: only the clock of the machine is common to both.
    private static long _last = DateTime.UtcNow.Ticks;
#pragma warning restore RS0030

    internal static string Next() => string.Create(Length, Interlocked.Increment(ref _last), static (text, id) =>
    {
        for (var i = Length - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(id & 31)];
            id >>= BitsPerDigit;
        }
    });
}
