using Amparo.Linkage.Review;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Tests.Review;

/// <summary>A small queue of invented people.</summary>
internal static class SampleQueue
{
    public static ReviewHeader Header { get; } = new()
    {
        Model = "0a1b2c",
        Prior = -12.5,
        Lower = -2,
        Upper = 7,
        Lists = ["POLICE", "SHELTER"],
        Fields =
        [
            new("surnames", Text("Apellidos", "Surnames"), ReviewFieldClass.Identifier),
            new("sex", Text("Sexo", "Sex"), ReviewFieldClass.Attribute),
        ],
        Levels = new Dictionary<string, LocalizedText>(StringComparer.Ordinal)
        {
            ["surnames.both"] = Text("los dos apellidos iguales", "both surnames equal"),
            ["surnames.none"] = Text("apellidos distintos", "surnames differ"),
            ["sex.equal"] = Text("igual", "equal"),
        },
        Invented = true,
    };

    public static ReviewPair Pair(int number, double bits = 14, double frequency = 1.5) => new()
    {
        Left = new(new("POLICE", $"P-{number}"), new Dictionary<string, string>(StringComparer.Ordinal) { ["surnames"] = "Pérez Caal", ["sex"] = "F" }),
        Right = new(new("SHELTER", $"S-{number}"), new Dictionary<string, string>(StringComparer.Ordinal) { ["surnames"] = "Peres Caal" }),
        Weight = Header.Prior + bits + frequency + 0.75,
        Probability = 0.5,
        Effect = 1,
        Block = "surname-birth",
        Steps = [new("surnames", "surnames.both", bits, frequency), new("sex", "sex.equal", 0.75)],
        Flips = [new("surnames", "surnames.none", -20)],
    };

    public static byte[] Bytes(params ReviewPair[] pairs) => Bytes(Header, pairs);

    public static byte[] Bytes(ReviewHeader header, params ReviewPair[] pairs)
    {
        using var stream = new MemoryStream();
        var writer = new ReviewQueueWriter(stream, header);
        foreach (var pair in pairs)
            writer.Write(pair);
        return stream.ToArray();
    }

    public static Outcome<QueuedPairs> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return QueuedPairs.Read(stream);
    }

    public static LocalizedText Text(string spanish, string english) => new(new Dictionary<Language, (string, TranslationStatus)>
    {
        [Language.Spanish] = (spanish, TranslationStatus.Reviewed),
        [Language.English] = (english, TranslationStatus.Reviewed),
    });
}
