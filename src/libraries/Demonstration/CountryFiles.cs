using Amparo.Demonstration.Layouts;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration;

/// <summary>The six files of one country while they are written.</summary>
internal sealed class CountryFiles : IDisposable
{
    private readonly List<IAgencyFile> _files = [];
    private readonly int[] _rows;

    internal CountryFiles(string country, AgencyLayout[] layouts, int sheetRowLimit, Func<string, Stream> open)
    {
        foreach (var layout in layouts)
        {
            Stream? stream = null;
            try
            {
                stream = open(PathOf(country, layout));
                _files.Add(layout.Start(stream, new(country, sheetRowLimit)));
            }
            catch
            {
                // A file that cannot be started must not leave itself or the earlier ones open.
                stream?.Dispose();
                Dispose();
                throw;
            }
        }

        _rows = new int[layouts.Length];
    }

    internal static string PathOf(string country, AgencyLayout layout) => $"agencies/{country}/{layout.FileName}";

    /// <summary>Adds a row to its agency's file.</summary>
    /// <returns>Its number, one for the first data row; null, and nothing is written, if the file is full.</returns>
    internal int? TryWrite(Report report)
    {
        var agency = (int)report.Agency;
        return _files[agency].TryWrite(report) ? ++_rows[agency] : null;
    }

    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }
}
