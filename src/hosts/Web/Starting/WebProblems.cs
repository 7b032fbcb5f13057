using Amparo.Vocabulary;

namespace Amparo.Web.Starting;

/// <summary>Why the host cannot start: the codes, and one sentence each in the languages of an office's terminal.</summary>
internal static class WebProblems
{
    /// <summary>The address is taken by another program.</summary>
    public const string AddressTaken = "WEB-001";

    /// <summary>The address cannot be listened on: unreadable, not this machine's, or not permitted.</summary>
    public const string AddressUnusable = "WEB-002";

    /// <summary>The data folder does not exist.</summary>
    public const string DataFolderMissing = "WEB-003";

    /// <summary>The content folder does not exist or holds no texts for the portal.</summary>
    public const string ContentMissing = "WEB-004";

    /// <summary>An argument is unknown or has no value. The only problem with exit code 2.</summary>
    public const string ArgumentWrong = "WEB-005";

    /// <summary>The built stylesheet is not where the host looks for it.</summary>
    public const string AssetsMissing = "WEB-006";

    /// <summary>A file of texts or the stylesheet is there but cannot be read.</summary>
    public const string FileUnreadable = "WEB-007";

    /// <summary>A proxy is named by something else than its address or network, or by one that would trust everybody.</summary>
    public const string ProxyUnreadable = "WEB-008";

    /// <summary>Traces and metrics would leave this machine in clear.</summary>
    public const string CollectorInClear = "WEB-009";

    /// <summary>What was said of passkeys is no setting, or half of one: another word, a list without a question, or a model that is no AAGUID.</summary>
    public const string PasskeysUnreadable = "WEB-010";

    /// <summary>The file of leaked passwords cannot be read, is empty, or is not the list of hashes in order.</summary>
    public const string LeakedListUnusable = "WEB-011";

    /// <summary>A network of administration is named by something else than an address or a network, or by one of everybody.</summary>
    public const string AdministrationUnreadable = "WEB-012";

    /// <summary>The scanner is named by something else than a socket's path or a loopback address with its port.</summary>
    public const string ScannerUnreadable = "WEB-013";

    /// <summary>The scanner is on another machine: what it would be sent are names of victims, in clear.</summary>
    public const string ScannerElsewhere = "WEB-014";

    /// <summary>The scanner does not answer. The host serves all the same; files wait unread.</summary>
    public const string ScannerSilent = "WEB-015";

    /// <summary>The problem as one line for the terminal.</summary>
    /// <param name="problem">A problem whose code is one of this class'.</param>
    /// <param name="language">The terminal's language; anything but English reads Spanish.</param>
    public static string Describe(Problem problem, Language language)
    {
        var (spanish, english) = problem.Code switch
        {
            AddressTaken => (
                "otro programa usa ya esta dirección; elija otra con --urls http://127.0.0.1:PUERTO",
                "another program is using this address; choose another one with --urls http://127.0.0.1:PORT"),
            AddressUnusable => (
                "no se puede abrir esta dirección; escríbala como http://127.0.0.1:5080",
                "this address cannot be opened; write it like http://127.0.0.1:5080"),
            DataFolderMissing => (
                "la carpeta de datos no existe; «./amparo demo» prepara una de demostración, o indique otra con --data CARPETA",
                "the data folder does not exist; \"./amparo demo\" prepares one for demonstration, or name another with --data FOLDER"),
            ContentMissing => (
                "la carpeta de contenidos no existe o no tiene los textos del portal; indíquela con --content CARPETA",
                "the content folder does not exist or lacks the portal's texts; name it with --content FOLDER"),
            ArgumentWrong => (
                "argumento desconocido o sin valor; se aceptan --data, --keys, --postgres, --content, --urls, --proxy, --attestation, --authenticators, --passkeys, --leaked-passwords, --administration-from, --scanner y --review (con --decisions)",
                "unknown argument or no value; --data, --keys, --postgres, --content, --urls, --proxy, --attestation, --authenticators, --passkeys, --leaked-passwords, --administration-from, --scanner and --review (with --decisions) are accepted"),
            AssetsMissing => (
                "falta la hoja de estilo, un guion o la lista de contraseñas, o la lista está cortada; constrúyalos con «npm ci && npm run build» en src/ui",
                "the stylesheet, a script or the list of passwords is missing, or the list is cut; build them with \"npm ci && npm run build\" in src/ui"),
            FileUnreadable => (
                "no se puede leer un archivo de textos o la hoja de estilo; revise que sus archivos existan y sus permisos",
                "a file of texts or the stylesheet cannot be read; check that its files exist and their permissions"),
            ProxyUnreadable => (
                "nombre cada proxy por su dirección o su red, como --proxy 10.0.0.5 o --proxy \"10.0.0.5;10.1.0.0/16\"; no se acepta una red que abarque a todos",
                "name each proxy by its address or network, like --proxy 10.0.0.5 or --proxy \"10.0.0.5;10.1.0.0/16\"; a network of everybody is not accepted"),
            CollectorInClear => (
                "el colector de trazas está en otra máquina y se le hablaría sin cifrar; nómbrelo por https://",
                "the collector of traces is on another machine and would be spoken to in clear; name it by https://"),
            PasskeysUnreadable => (
                "--attestation es none o direct; direct necesita --authenticators con los modelos (AAGUID) separados por punto y coma, y solo direct los admite; --passkeys es any u only",
                "--attestation is none or direct; direct needs --authenticators with the models (AAGUID) with semicolons between them, and only direct takes them; --passkeys is any or only"),
            LeakedListUnusable => (
                "no se puede leer la lista de contraseñas filtradas, está vacía o no es la lista ordenada (en cada línea un SHA-1 de 40 cifras, dos puntos y un número); indíquela con --leaked-passwords ARCHIVO",
                "the list of leaked passwords cannot be read, is empty, or is not the ordered list (in each line a SHA-1 of 40 digits, a colon and a number); name it with --leaked-passwords FILE"),
            AdministrationUnreadable => (
                "nombre cada red de la administración por su dirección o su red, como --administration-from \"10.0.0.5;10.1.0.0/16\"; no se acepta una red que abarque a todos",
                "name each network of administration by its address or network, like --administration-from \"10.0.0.5;10.1.0.0/16\"; a network of everybody is not accepted"),
            ScannerUnreadable => (
                "nombre el antivirus por su archivo o su puerto, como --scanner unix:/run/clamav/clamd.ctl o --scanner tcp:127.0.0.1:3310",
                "name the virus scanner by its socket or its port, like --scanner unix:/run/clamav/clamd.ctl or --scanner tcp:127.0.0.1:3310"),
            ScannerElsewhere => (
                "el antivirus debe estar en este equipo (127.0.0.1 o ::1): se le envían archivos con nombres, sin cifrar",
                "the virus scanner must be on this machine (127.0.0.1 or ::1): files with names are sent to it in clear"),
            ScannerSilent => (
                "el antivirus no responde; el portal y la mesa están abiertos, pero ningún archivo nuevo se lee hasta que responda",
                "the virus scanner does not answer; portal and desk are open, but no new file is read until it does"),
            _ => ("no se puede iniciar", "cannot start"),
        };
        var sentence = language == Language.English ? english : spanish;
        return $"{problem}: {sentence}";
    }
}
