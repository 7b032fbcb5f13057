using System.Text;
using Amparo.Records;
using BenchmarkDotNet.Attributes;
using CsvHelper;

namespace Amparo.Benchmarks;

/// <summary>An agency's file to standard records, against merely reading its cells with the CSV library underneath.</summary>
[MemoryDiagnoser]
public class MappingBenchmarks
{
    private byte[] _file = [];
    private RecordMapping _mapping = null!;

    /// <summary>Persons of the demonstration; the file of Guatemala's shelters has about a twentieth as many rows.</summary>
    [Params(20_000, 200_000)]
    public int Persons { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var lists = Repository.Content.LoadCodeLists().Value;
        var schema = Repository.Content.LoadSchema(PersonReport.SchemaId, lists).Value;
        _mapping = Repository.Content.LoadMappings("demonstration", schema).Value.Single(mapping => mapping.Id == "shelter");
        _file = Repository.AgencyFiles(Persons)["agencies/GT/shelter.csv"];
    }

    [Benchmark(Baseline = true)]
    public int ReadCellsOnly()
    {
        using var text = new StreamReader(new MemoryStream(_file), Encoding.UTF8);
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', HasHeader = false });
        var cells = 0;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
                cells += reader.GetString(column).Length;
        }

        return cells;
    }

    [Benchmark]
    public int MapToStandard()
    {
        using var file = new MemoryStream(_file);
        return RecordMapper.Map(file, _mapping, new MappingOptions { Country = "GT" }).Value.Records.Count;
    }
}
