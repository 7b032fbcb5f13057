using Amparo.Collaborative.Access;
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

    /// <summary>Says what does not keep the host from serving, and yet somebody must look after.</summary>
    /// <param name="line">What.</param>
    public static void Warn(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
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

    /// <summary>Says with which key the first account is made: here and nowhere else.</summary>
    /// <param name="key">The key; another one at the next start, until there is an account.</param>
    /// <param name="address">Where it is used.</param>
    public static void InviteFirst(string key, string address)
    {
        var english = Language() == Vocabulary.Language.English;
        Console.Out.WriteLine(english ? $"Nobody can come in to the desk yet. Make the first account at {address} with this key:" : $"Todavía nadie puede entrar a la mesa de trabajo. Cree la primera cuenta en {address} con esta clave:");
        Console.Out.WriteLine($"  {key}");
        Console.Out.Flush();
    }

    /// <summary>Says with which key a second administrator confirms their account: here and nowhere else.</summary>
    /// <param name="key">The key; another one at the next start, until two people administer accounts.</param>
    public static void InviteSecond(string key)
    {
        var english = Language() == Vocabulary.Language.English;
        Console.Out.WriteLine(english
            ? "Fewer than two people administer accounts. The second confirms their own account with this other key; hand it to them alone:"
            : "Menos de dos personas administran cuentas. La segunda confirma la suya con esta otra clave; entréguesela solo a ella:");
        Console.Out.WriteLine($"  {key}");
        Console.Out.Flush();
    }

    /// <summary>Says where the review can be opened, and with which keys: here and nowhere else.</summary>
    /// <param name="access">Who may come in.</param>
    /// <param name="address">An address being listened on.</param>
    public static void Invite(ReviewAccess access, string address)
    {
        var english = Language() == Vocabulary.Language.English;
        Console.Out.WriteLine(english ? $"Review of links: {address}/en/review" : $"Revisión de enlaces: {address}/es/revision");
        Console.Out.WriteLine(english ? "Keys, new at each start; give each one to one person:" : "Claves, nuevas en cada inicio; entregue cada una a una sola persona:");
        foreach (var seat in access.Seats)
        {
            var who = seat.Role == ReviewRole.Auditor ? english ? "audit" : "auditoría" : english ? $"reviewer {seat.Name}" : $"revisión {seat.Name}";
            Console.Out.WriteLine($"  {who,-12} {seat.Token}");
        }

        Console.Out.Flush();
    }
}
