using System.Text;

namespace Amparo.Demonstration;

/// <summary>The notice that lies beside the files: all of it is invented.</summary>
internal static class InventedNotice
{
    internal const string Path = "INVENTED.txt";

    internal const string Text = """
        ESPAÑOL
        Todos los datos de esta carpeta son inventados por un programa. Ninguna persona, expediente, documento ni hecho es real.
        Cualquier parecido con una persona es casualidad. No son estadísticas: no deben citarse como cifras de trata de personas.
        La carpeta "truth" sirve solo para pruebas y no se publica.

        ENGLISH
        All data in this folder are invented by a program. No person, file, document or event is real.
        Any likeness to a person is chance. These are not statistics: do not cite them as figures on trafficking in persons.
        The folder "truth" is for tests only and is not published.

        FRANÇAIS
        Toutes les données de ce dossier sont inventées par un programme. Aucune personne, aucun dossier, document ou fait n'est réel.
        Toute ressemblance avec une personne est fortuite. Ce ne sont pas des statistiques : ne les citez pas comme des chiffres de la traite.
        Le dossier « truth » sert uniquement aux tests et n'est pas publié.

        KREYÒL AYISYEN
        Se yon pwogram ki envante tout done ki nan dosye sa a. Pa gen okenn moun, dosye, papye oswa evènman ki reyèl.
        Si yon bagay sanble ak yon moun, se aza. Se pa estatistik yo ye: pa site yo kòm chif sou trafik moun.
        Dosye "truth" la se pou fè tès sèlman, yo pa pibliye l.

        """;

    internal static void Write(Func<string, Stream> open)
    {
        using var writer = new StreamWriter(open(Path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(Text.ReplaceLineEndings("\n"));
    }
}
