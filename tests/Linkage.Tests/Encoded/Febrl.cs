using Amparo.Linkage.Encoded;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>The two lists febrl4a and febrl4b, where they are on this machine: 5,000 invented persons in each, every one of them in both.</summary>
internal static class Febrl
{
    internal static PersonList List(string name, bool withDocument = true)
    {
        var folder = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA") is { Length: > 0 } named ? Path.Combine(named, "linkage", "febrl") : null;
        Assert.SkipWhen(!Directory.Exists(folder), "The FEBRL lists are not on this machine: set AMPARO_SHARED_DATA to the folder of shared data.");
        using var stream = File.OpenRead(Path.Combine(folder!, name));
        var list = PersonList.Read(new ListSource(name, stream), NameKnowledge.None).Value;
        return withDocument ? list
            : list with { Records = [.. list.Records.Select(record => record with { Texts = [.. record.Texts.Where(text => text.Field != "document")] })] };
    }

    /// <summary>The person's number: <c>rec-1070-org</c> and <c>rec-1070-dup-0</c> are one.</summary>
    internal static string PersonOf(string id) => id.Split('-')[1];

    internal static ListEncoding Encode(PersonList list, EncodingSettings settings = default, EncodingSchema? schema = null, double dummies = 0, int seed = 1) =>
        ListEncoding.Of(list, new RecordEncoder(schema ?? EncodingSchema.Persons, Keys.One, settings), new ListEncodingOptions { Dummies = dummies }, new SeededRandom(seed)).Value;
}
