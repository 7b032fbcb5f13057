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
    private RecordRules _rules = null!;

    [Params(100_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var lists = Repository.Content.LoadCodeLists().Value;
        var schemas = Repository.Content.LoadSchemas(lists).Value;
        _mapping = Repository.Content.LoadMappings("standards", schemas).Value.Single(mapping => mapping.Id == "ctdc-kanon-2020");
        using var rules = new StreamReader(Path.Combine(Repository.Root, "content", "rules", "person-report.yaml"));
        _rules = RecordRulesReader.Read(rules, "person-report.yaml", _mapping.Schema).Value;
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

    /// <summary>Every cell as bytes, which is the least that a program must read that looks at the cells.</summary>
    [Benchmark]
    public long CsvHelperReadsBytes()
    {
        using var text = new StreamReader(new MemoryStream(_file), Encoding.UTF8);
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', HasHeader = false });
        long bytes = 0;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
                bytes += reader.GetSpan(column).Length;
        }

        return bytes;
    }

    /// <summary>Records of the standard, without the rules.</summary>
    [Benchmark]
    public int ReadMap()
    {
        using var file = new MemoryStream(_file);
        return RecordMapper.Map(file, _mapping, new MappingOptions()).Value.Records.Count;
    }

    /// <summary>Records of the standard, judged by all rules.</summary>
    [Benchmark]
    public int ReadMapCheck()
    {
        using var file = new MemoryStream(_file);
        return RecordMapper.Map(file, _mapping, new MappingOptions { Rules = _rules }).Value.Records.Count;
    }
}
