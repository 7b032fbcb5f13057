using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Portal.Releases;

/// <summary>What can stand between a folder of releases and the store, by code, and the sentence a person reads.</summary>
public static class StoredReleaseProblems
{
    /// <summary>The ledger in the folder and the one in the store differ from the line in the path on: neither continues the other.</summary>
    public const string Forked = "STO-101";

    /// <summary>The folder holds archives but no ledger that could account for them.</summary>
    public const string NoLedger = "STO-102";

    /// <summary>The time of a line is finer than the store's ticks of 100 ns, so its hash could not be verified again.</summary>
    public const string TimeTooFine = "STO-103";

    /// <summary>One line for a person about anything that <see cref="PortalStartup"/> or a catalogue source reports.</summary>
    /// <param name="problem">A problem.</param>
    /// <param name="language">The reader's language; Spanish and English are written.</param>
    /// <returns>Code, place, and a sentence where there is one for the code.</returns>
    public static string Describe(Problem problem, Language language)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(language);
        (string Spanish, string English)? sentence = problem.Code switch
        {
            Forked => (
                "El libro de publicaciones de la carpeta no continúa el de la base de datos: una publicación fue reescrita o pertenece a otros datos.",
                "The ledger in the folder does not continue the database's: a release was rewritten or belongs to other data."),
            NoLedger => ("Faltan las líneas del libro: no existe ledger.jsonl.", "The lines of the ledger are missing: there is no ledger.jsonl."),
            TimeTooFine => (
                "La hora de una línea del libro es más fina de lo que la base de datos guarda.",
                "The time of a line of the ledger is finer than the database keeps."),
            PrivateReleaseProblems.BrokenChain or PrivateReleaseProblems.UnreadableLine => (
                "El libro de publicaciones fue alterado o está dañado.", "The ledger of releases was altered or is damaged."),
            PrivateReleaseProblems.NotInLedger => (
                "Ninguna línea del libro responde por este archivo: fue cambiado o nunca se publicó.",
                "No line of the ledger accounts for this file: it was changed or never released."),
            PrivateReleaseProblems.NotAnArchive => ("El archivo no es una tabla publicada.", "The file is not a released table."),
            _ => null,
        };
        return sentence is { } found
            ? $"{problem}: {(language == Language.English ? found.English : found.Spanish)}"
            : StoreProblems.Describe(problem, language);
    }
}
