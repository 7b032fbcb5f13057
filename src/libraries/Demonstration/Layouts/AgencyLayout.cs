using System.Globalization;
using Amparo.Demonstration.Content;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration.Layouts;

/// <summary>How one kind of agency lays its rows out.</summary>
internal abstract class AgencyLayout
{
    /// <summary>The file's name within a country's folder.</summary>
    internal abstract string FileName { get; }

    /// <summary>Starts a country's file on a stream, which the file takes over.</summary>
    internal abstract IAgencyFile Start(Stream stream, FileHead head);

    /// <summary>The number that the agency gives a person's file.</summary>
    internal abstract string FileNumber(FileSequence sequence);

    /// <summary>All layouts, in the order of <see cref="Agency"/>.</summary>
    internal static AgencyLayout[] All(DemonstrationContent content) =>
    [
        new PoliceLayout(content.Words), new ProsecutionLayout(content.Words), new ShelterLayout(), new MigrationLayout(content.Words),
        new HotlineLayout(content.Words), new IomLayout(),
    ];

    private protected static string Written(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A date that looks like others in its format but is none: 30 February, with the year kept.</summary>
    private protected static string Impossible(DateOnly date, string format) =>
        format.Replace("yyyy", Written(date, "yyyy"), StringComparison.Ordinal).Replace("MM", "02", StringComparison.Ordinal)
            .Replace("dd", "30", StringComparison.Ordinal);

    /// <summary>The registration date with the row's defect, if that is where it lies.</summary>
    private protected static string Registered(Report report, string format, string missing) => report.Defect switch
    {
        Defect.RegisteredMissing => missing,
        Defect.RegisteredImpossible => Impossible(report.Registered, format),
        _ => Written(report.Registered, format),
    };

    private protected static string Birth(Report report, string format, string missing)
    {
        if (report.Defect == Defect.BirthImpossible)
            return Impossible(report.Birth, format);
        return report.BirthPrecision switch
        {
            BirthPrecision.Day => Written(report.Birth, format),
            BirthPrecision.Month => Written(report.Birth, "yyyy-MM"),
            BirthPrecision.Year => Written(report.Birth, "yyyy"),
            _ => missing,
        };
    }

    private protected static string Number(Report report, string missing) =>
        report.Defect == Defect.FileNumberMissing ? missing : report.FileNumber;

    private protected static string OrMissing(string text, string missing) => text.Length == 0 ? missing : text;

    private protected static string Joined(FormSet forms, string[] labels, string separator) =>
        string.Join(separator, forms.Forms().Select(form => labels[(int)form]));
}

/// <summary>A file of an agency in the making.</summary>
internal interface IAgencyFile : IDisposable
{
    /// <summary>Adds a row; false, with nothing written, if the file can hold no more.</summary>
    bool TryWrite(Report report);
}

/// <summary>What a file needs before its first row.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="SheetRowLimit">Rows that a sheet may hold.</param>
internal readonly record struct FileHead(string Country, int SheetRowLimit);

/// <summary>A person's place among an agency's files.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Year">The year in which the file was opened.</param>
/// <param name="Number">The running number, unique within country and agency; numbers have gaps.</param>
internal readonly record struct FileSequence(string Country, int Year, int Number)
{
    internal string Text(string format) => string.Format(CultureInfo.InvariantCulture, format, Country, Year, Number);
}

/// <summary>A layout of delimited text.</summary>
internal abstract class DelimitedLayout : AgencyLayout
{
    private protected abstract Dialect Dialect { get; }

    private protected abstract string[] Header { get; }

    /// <summary>A row's cells, as many as the header has.</summary>
    private protected abstract string[] Cells(Report report);

    internal override IAgencyFile Start(Stream stream, FileHead head)
    {
        var file = new DelimitedFile(stream, Dialect);
        file.Write(Header);
        return new Rows(file, this);
    }

    private sealed class Rows(DelimitedFile file, DelimitedLayout layout) : IAgencyFile
    {
        public bool TryWrite(Report report)
        {
            file.Write(layout.Cells(report));
            return true;
        }

        public void Dispose() => file.Dispose();
    }
}
