using System.IO.Compression;
using System.Text;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Files that were made to do harm, by what they are called in a test.</summary>
internal static class HostileFile
{
    internal const string Header = "dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;commune;formes";
    internal const string Row = "1;05-03-2025;Ana;Lopez;Femme;env. 20;Guatemala;ville;travail forcé";

    internal static byte[] Make(string file) => file switch
    {
        "an archive in an archive" => Archive(("1.zip", Archive(("2.zip", Archive(("a.csv", "a;b"u8.ToArray())))))),
        "a workbook with an archive in it" => Workbook(("xl/media/picture.zip", Archive(("a", new byte[100])))),
        "a workbook with a macro" => Workbook(("xl/vbaProject.bin", new byte[100])),
        "a workbook that leads to another" => Workbook(("xl/externalLinks/externalLink1.xml", "<externalLink/>"u8.ToArray())),
        "a workbook with another document in it" => Workbook(("xl/embeddings/oleObject1.bin", new byte[100])),
        "a workbook with a control that runs" => Workbook(("xl/activeX/activeX1.xml", "<x/>"u8.ToArray())),
        "a workbook that asks a database" => Workbook(("xl/connections.xml", "<connections/>"u8.ToArray())),
        "a workbook with a part outside" => Workbook(("xl/../../outside.xml", "<x/>"u8.ToArray())),
        "a workbook with two parts of one name" => Workbook(("XL/worksheets/SHEET1.xml", "<x/>"u8.ToArray())),
        "a workbook with a page behind it" => WithComment(Workbook(), "<html><script>alert(1)</script>"),
        "a workbook with something before its list" => BetweenListAndEnd(Workbook()),
        "a workbook that is a document too" => Workbook(CompressionLevel.NoCompression, ("%PDF-1.4 1 0 obj", []), ("xl/a.xml", [])),
        "a workbook with a password" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]],
        "a table that is a document too" => Encoding.UTF8.GetBytes($"{Header}\n%PDF-1.4\n{Row}\n"),
        "a table with an archive behind it" => [.. Encoding.UTF8.GetBytes($"{Header}\n{Row}\n"), .. Workbook()],
        "a page" => "<!DOCTYPE html><html><body>a;b</body></html>"u8.ToArray(),
        "a page in capitals after blanks" => [0xEF, 0xBB, 0xBF, .. " \r\n\t<BODY onload=alert(1)>a;b\n1;2\n"u8],
        "a page in two bytes a letter" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<svg onload=alert(1)>;b\n1;2\n")],
        "a table that is a page too" => Encoding.UTF8.GetBytes($"{Header};\"<HTML><script>alert(1)</script>\"\n{Row};\n"),
        "a drawing with a script" => "<?xml version=\"1.0\"?><svg><script>alert(1)</script></svg>"u8.ToArray(),
        "a program" => [.. "MZ"u8, 0x90, 0, 3, .. new byte[100]],
        "a program, packed" => Pack([.. "MZ"u8, 0x90, 0, 3, .. new byte[100]]),
        "a packed file in a packed file" => Pack(Pack(Encoding.UTF8.GetBytes(Header))),
        "an archive of tapes" => [.. "a.csv"u8, .. new byte[252], .. "ustar"u8, .. new byte[300]],
        "a packed file that was cut" => Pack(Encoding.UTF8.GetBytes($"{Header}\n{Row}\n"))[..^9],
        "nothing" => [],
        "a few letters" => "a;b\n1;2\n"u8.ToArray(),
        "a sheet that laughs" => Workbook(sheet:
            "<!DOCTYPE worksheet [<!ENTITY a \"ha\">" + string.Concat(Enumerable.Range(0, 20).Select(at => $"<!ENTITY {(char)('b' + at)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + at)};", 10))}\">"))
            + "]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&u;</t></is></c></row></sheetData></worksheet>"),
        "a sheet that asks for a file of the host" => Workbook(sheet: "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>&x;</t></is></c></row></sheetData></worksheet>"),
        "texts that ask for a file of the host" => Workbook(("xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&x;</t></si></sst>"u8.ToArray())),
        "a list of sheets that asks another host" => Workbook(workbook: "<!DOCTYPE workbook SYSTEM \"http://127.0.0.1:9/x.dtd\"><workbook/>"),
        "a sheet with a cell where none is" => Workbook(sheet: "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>"),
        "zeros" => new byte[100_000],
        "zeros in the header" => Encoding.UTF8.GetBytes($"a\0b;{Header}\n1;{Row}\n"),
        "two thousand columns" => Encoding.UTF8.GetBytes($"{Header}{string.Concat(Enumerable.Range(0, 2000).Select(at => $";c{at}"))}\n{Row}\n"),
        "half of a letter" => [.. Encoding.UTF8.GetBytes($"{Header}\n{Row}\n"), 0xC3],
        "four bytes a letter" => [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes($"{Header}\n{Row}\n")],
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, null),
    };

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var member = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            member.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Archive(params IEnumerable<(string Name, byte[] Bytes)> parts) => Archive(CompressionLevel.Optimal, parts);

    private static byte[] Archive(CompressionLevel level, IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var part = archive.CreateEntry(name, level).Open();
                part.Write(bytes);
            }
        }

        return made.ToArray();
    }

    private static byte[] Workbook(params IEnumerable<(string Name, byte[] Bytes)> more) => Archive(Parts().Concat(more));

    private static byte[] Workbook(CompressionLevel level, params IEnumerable<(string Name, byte[] Bytes)> first) => Archive(level, first.Concat(Parts()));

    private static byte[] Workbook(string? sheet = null, string? workbook = null) => Archive(Parts(sheet, workbook));

    internal static IEnumerable<(string Name, byte[] Bytes)> Parts(string? sheet = null, string? workbook = null)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        (string, string)[] parts =
        [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", workbook ?? $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", sheet ?? $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"),
        ];
        return parts.Select(part => (part.Item1, Encoding.UTF8.GetBytes(part.Item2)));
    }

    private static byte[] WithComment(byte[] archive, string comment)
    {
        var text = Encoding.ASCII.GetBytes(comment);
        byte[] whole = [.. archive, .. text];
        BitConverter.TryWriteBytes(whole.AsSpan(archive.Length - 2), (ushort)text.Length);
        return whole;
    }

    private static byte[] BetweenListAndEnd(byte[] archive) => [.. archive[..^22], .. "<script>"u8, .. archive[^22..]];
}
