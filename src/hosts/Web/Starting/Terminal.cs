using Amparo.Vocabulary;

namespace Amparo.Web.Starting;

/// <summary>The few lines that the host says to the person who started it.</summary>
internal static class Terminal
{
    /// <summary>Exit code for wrong use.</summary>
    public const int WrongUse = 2;

    /// <summary>Exit code for a start that failed.</summary>
    public const int Failed = 3;

    // In the order in which they override one another.
    private static readonly string[] LocaleVariables = ["AMPARO_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The terminal's language by the usual variables; Spanish unless they say English.</summary>
    public static Language Language()
    {
        var locale = LocaleVariables.Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true
            ? Vocabulary.Language.English : Vocabulary.Language.Spanish;
    }

    /// <summary>Says why the host does not start, one line a reason.</summary>
    /// <param name="lines">The reasons.</param>
    /// <param name="code">The exit code.</param>
    /// <returns>The exit code.</returns>
    public static int Refuse(IEnumerable<string> lines, int code)
    {
        foreach (var line in lines)
            Console.Error.WriteLine(line);
        return code;
    }

    /// <summary>Says where the portal can be opened.</summary>
    /// <param name="addresses">The addresses being listened on.</param>
    public static void Welcome(IEnumerable<string> addresses)
    {
        var english = Language() == Vocabulary.Language.English;
        foreach (var address in addresses)
            Console.Out.WriteLine(english ? $"Amparo is open at {address}" : $"Amparo está abierto en {address}");
        Console.Out.Flush();
    }
}
