using System.Text;
using Amparo.Records;
using BenchmarkDotNet.Attributes;
using CsvHelper;

namespace Amparo.Benchmarks;

/// <summary>A million rows of 63 columns: read, mapped and checked, against merely reading the same bytes with the CSV library.</summary>
[MemoryDiagnoser]
public class IntakeBenchmarks
{
    private byte[] _file = [];
    private RecordMapping _mapping = null!;

    [Params(100_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var lists = Repository.Content.LoadCodeLists().Value;
        var schema = Repository.Content.LoadSchema(PersonReport.SchemaId, lists).Value;
        _mapping = Repository.Content.LoadMappings("standards", schema).Value.Single(mapping => mapping.Id == "ctdc-kanon-2020");
        _file = CtdcFile.Generate(Rows);
    }

    /// <summary>Every cell as a text, which is what a program without this library starts from.</summary>
    [Benchmark(Baseline = true)]
    public long CsvHelperReadsTexts()
    {
        using var text = new StreamReader(new MemoryStream(_file), Encoding.UTF8);
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', HasHeader = false });
        long characters = 0;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
                characters += reader.GetString(column).Length;
        }

        return characters;
    }

    /// <summary>Only the rows: no cell is looked at.</summary>
    [Benchmark]
    public long CsvHelperReadsRows()
    {
        using var text = new StreamReader(new MemoryStream(_file), Encoding.UTF8);
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', HasHeader = false });
        long cells = 0;
        while (reader.Read())
            cells += reader.FieldCount;
        return cells;
    }

    [Benchmark]
    public int ReadMapCheck()
    {
        using var file = new MemoryStream(_file);
        return RecordMapper.Map(file, _mapping, new MappingOptions()).Value.Records.Count;
    }
}
