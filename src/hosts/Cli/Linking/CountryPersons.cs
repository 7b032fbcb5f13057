using System.Text;
using Amparo.Cli.Folders;
using Amparo.Merging;
using Amparo.Records;
using Amparo.Stores;

namespace Amparo.Cli.Linking;

/// <summary>The files of persons behind invented records, one a country.</summary>
internal static class CountryPersons
{
    /// <summary>Writes them all.</summary>
    /// <param name="invented">Where they go.</param>
    /// <param name="merged">All records with their persons.</param>
    internal static void Write(InventedFiles invented, MergedRecords merged)
    {
        var ids = merged.Records.FindText(PersonReport.Record)!;
        var persons = merged.Records.FindText(MergedRecords.Person)!;
        foreach (var country in invented.Mapped().Select(list => list.Country).Distinct(StringComparer.Ordinal))
            Write(invented.PersonsOf(country), ids.Zip(persons).Where(record => record.First.StartsWith($"{country}-", StringComparison.Ordinal)));
    }

    // Who is one person is as much about persons as their names are.
    private static void Write(string path, IEnumerable<(string Record, string Person)> persons) => AtomicFile.Write(
        MappedRecords.Ready(path),
        stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine("record,person");
            foreach (var (record, person) in persons)
                writer.WriteLine($"{CsvCell.Of(record)},{CsvCell.Of(person)}");
        },
        new AtomicFileOptions { OwnerOnly = true });
}
