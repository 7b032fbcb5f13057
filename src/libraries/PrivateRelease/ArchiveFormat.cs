using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

namespace Amparo.PrivateRelease;

/// <summary>The bytes of an archive: <c>amparo-release/1</c>.</summary>
/// <remarks>Fields in a fixed order, cells by ascending index, dictionaries by ordinal key: equal tables give equal bytes.</remarks>
internal static class ArchiveFormat
{
    private const string Format = "amparo-release/1";

    public static byte[] Write(Cube cube, Passage passage) => Document("cube", passage, json =>
    {
        Write(json, cube.Header);
        json.WriteStartArray("dimensions");
        foreach (var dimension in cube.Dimensions)
        {
            json.WriteStartObject();
            json.WriteString("id", dimension.Id);
            Write(json, dimension.List);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("views");
        foreach (var view in cube.Views)
        {
            json.WriteStartArray();
            foreach (var id in view.Order(StringComparer.Ordinal))
                json.WriteStringValue(id);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("cells");
        foreach (var (index, figure) in cube.Cells)
        {
            json.WriteStartArray();
            var positions = cube.PositionsOf(index);
            for (var axis = 0; axis < positions.Length; axis++)
                json.WriteStringValue(cube.Dimensions[axis].CodeAt(positions[axis]));
            json.WriteStringValue(figure.Kind.ToString());
            if (figure.IsStated)
            {
                // 12.0 and 12 are one number and must be one text.
                json.WriteNumberValue(Canonical(figure.Low));
                json.WriteNumberValue(Canonical(figure.High));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    public static byte[] Write(RegisterTable register, Passage passage) => Document("register", passage, json =>
    {
        json.WriteString("id", register.Id);
        Write(json, "title", register.Title);
        Write(json, "note", register.Note);
        Write(json, register.Source);
        json.WriteStartArray("columns");
        foreach (var column in register.Columns)
        {
            json.WriteStartObject();
            json.WriteString("id", column.Id);
            Write(json, "title", column.Title);
            if (column.List is not null)
                Write(json, column.List);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in register.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in row)
                json.WriteStringValue(cell);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    public static byte[] Write(RecordTable records, Passage passage) => Document("records", passage, json =>
    {
        json.WriteString("id", records.Id);
        json.WriteString("kind", records.Kind.ToString());
        json.WriteString("origin", records.Origin.ToString());
        json.WriteNumber("rows", records.Rows);
        json.WriteString("contentHash", records.ContentHash);
        json.WriteStartArray("columns");
        foreach (var column in records.Columns)
            json.WriteStringValue(column);
        json.WriteEndArray();
    });

    public static byte[] Write(EstimateTable estimates, Passage passage) => Document("estimates", passage, json =>
    {
        Write(json, estimates.Header);
        json.WriteString("estimator", estimates.Method);
        json.WriteNumber("level", Canonical(estimates.Level));
        json.WriteStartArray("rows");
        foreach (var row in estimates.Rows)
        {
            json.WriteStartArray();
            json.WriteStringValue(row.Place);
            json.WriteStringValue(row.Standing.ToString());
            Write(json, row.Interval);
            Write(json, row.Best);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    public static bool IsArchive(JsonElement root, string shape, Passage passage) =>
        Text(root, "format") == Format && Text(root, "shape") == shape && Text(root, "door") == passage.Door.ToString()
        && Text(root, "population") == passage.Population && Text(root, "regime") == passage.Regime.ToString()
        && Text(root, "method") == passage.Method;

    public static Cube ReadCube(JsonElement root)
    {
        var dimensions = root.GetProperty("dimensions").EnumerateArray()
            .Select(dimension => new Dimension(Text(dimension, "id"), ReadList(dimension.GetProperty("list")))).ToArray();
        var views = root.GetProperty("views").EnumerateArray()
            .Select(IReadOnlySet<string> (view) => view.EnumerateArray().Select(Text).ToHashSet(StringComparer.Ordinal)).ToArray();
        var cubeHeader = ReadHeader(root);
        var frame = new Cube(cubeHeader, dimensions, views, []);
        return new Cube(cubeHeader, dimensions, views, root.GetProperty("cells").EnumerateArray().Select(cell => ReadCell(cell, frame)));
    }

    public static EstimateTable ReadEstimates(JsonElement root) => new(
        ReadHeader(root), Text(root, "estimator"), root.GetProperty("level").GetDecimal(),
        [.. root.GetProperty("rows").EnumerateArray().Select(row => new PlaceEstimate(
            Text(row[0]), Enum.Parse<EstimateStanding>(Text(row[1])), ReadFigure(row[2], 0), ReadFigure(row[3], 0)))]);

    public static RegisterTable ReadRegister(JsonElement root)
    {
        var columns = root.GetProperty("columns").EnumerateArray()
            .Select(column => new RegisterColumn(
                Text(column, "id"), ReadText(column, "title"), column.TryGetProperty("list", out var list) ? ReadList(list) : null)).ToArray();
        var rows = root.GetProperty("rows").EnumerateArray()
            .Select(IReadOnlyList<string> (row) => row.EnumerateArray().Select(Text).ToArray()).ToArray();
        return rows.All(row => row.Count == columns.Length)
            ? new RegisterTable(Text(root, "id"), ReadText(root, "title"), ReadText(root, "note"), ReadSource(root), columns, rows)
            : throw new FormatException();
    }

    public static RecordTable ReadRecords(JsonElement root) => new(
        Text(root, "id"), Enum.Parse<RecordKind>(Text(root, "kind")), [.. root.GetProperty("columns").EnumerateArray().Select(Text)],
        root.GetProperty("rows").GetInt32(), Text(root, "contentHash"), Enum.Parse<DataOrigin>(Text(root, "origin")));

    private static CubeHeader ReadHeader(JsonElement root)
    {
        var header = root.GetProperty("header");
        return new CubeHeader(
            Text(header, "id"), Enum.Parse<MeasureKind>(Text(header, "measure")), ReadText(header, "title"),
            ReadText(header, "definition"), ReadText(header, "limits"), ReadText(header, "unit"), ReadSource(header),
            Enum.Parse<DataOrigin>(Text(header, "origin")));
    }

    private static byte[] Document(string shape, Passage passage, Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("shape", shape);
            json.WriteString("door", passage.Door.ToString());
            json.WriteString("population", passage.Population);
            json.WriteString("regime", passage.Regime.ToString());
            json.WriteString("method", passage.Method);
            body(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CubeHeader about)
    {
        json.WriteStartObject("header");
        json.WriteString("id", about.Id);
        json.WriteString("measure", about.Measure.ToString());
        Write(json, "title", about.Title);
        Write(json, "definition", about.Definition);
        Write(json, "limits", about.Limits);
        Write(json, "unit", about.Unit);
        Write(json, about.Source);
        json.WriteString("origin", about.Origin.ToString());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Figure figure)
    {
        json.WriteStartArray();
        json.WriteStringValue(figure.Kind.ToString());
        if (figure.IsStated)
        {
            json.WriteNumberValue(Canonical(figure.Low));
            json.WriteNumberValue(Canonical(figure.High));
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        foreach (var language in Language.All)
        {
            if (text.StatusOf(language) == TranslationStatus.Missing)
                continue;
            json.WriteStartArray(language.Code);
            json.WriteStringValue(text[language]);
            json.WriteStringValue(text.StatusOf(language).ToString());
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject("source");
        json.WriteString("publisher", source.Publisher);
        json.WriteString("title", source.Title);
        json.WriteString("date", LocalDatePattern.Iso.Format(source.Date));
        json.WriteString("terms", source.Terms);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CodeList list)
    {
        json.WriteStartObject("list");
        json.WriteString("id", list.Id);
        json.WriteNumber("version", list.Version);
        Write(json, "title", list.Title);
        json.WriteString("source", list.Source);
        json.WriteStartArray("codes");
        foreach (var code in list.Codes)
        {
            json.WriteStartObject();
            json.WriteString("id", code.Id);
            Write(json, "name", code.Name);
            json.WriteStartObject("equivalents");
            foreach (var (standard, spelling) in code.Equivalents.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(standard, spelling);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static KeyValuePair<long, Figure> ReadCell(JsonElement cell, Cube frame)
    {
        var axes = frame.Dimensions.Count;
        var positions = new int[axes];
        for (var axis = 0; axis < axes; axis++)
            positions[axis] = frame.Dimensions[axis].PositionOf(Text(cell[axis]));
        return KeyValuePair.Create(frame.IndexOf(positions), ReadFigure(cell, axes));
    }

    // A figure's kind, and its bounds where it states something.
    private static Figure ReadFigure(JsonElement cell, int from) => Enum.Parse<FigureKind>(Text(cell[from])) switch
    {
        FigureKind.Missing => Figure.Missing,
        FigureKind.Withheld => Figure.Withheld,
        FigureKind.Exact or FigureKind.Interval => Figure.Between((cell[from + 1].GetDecimal(), cell[from + 2].GetDecimal())),
        _ => throw new FormatException(),
    };

    private static CodeList ReadList(JsonElement list) => new(
        Text(list, "id"), list.GetProperty("version").GetInt32(), ReadText(list, "title"), Text(list, "source"),
        list.GetProperty("codes").EnumerateArray().Select(code => new Code(
            Text(code, "id"), ReadText(code, "name"),
            code.GetProperty("equivalents").EnumerateObject()
                .ToDictionary(pair => pair.Name, pair => Text(pair.Value), StringComparer.Ordinal))).ToArray());

    private static LocalizedText ReadText(JsonElement parent, string name) => new(parent.GetProperty(name).EnumerateObject().ToDictionary(
        entry => Language.Find(entry.Name) ?? throw new FormatException(),
        entry => (Text(entry.Value[0]), Enum.Parse<TranslationStatus>(Text(entry.Value[1])))));

    private static Source ReadSource(JsonElement parent)
    {
        var source = parent.GetProperty("source");
        return new(
            Text(source, "publisher"), Text(source, "title"), LocalDatePattern.Iso.Parse(Text(source, "date")).GetValueOrThrow(),
            Text(source, "terms"));
    }

    private static decimal Canonical(decimal value) => value / 1.000000000000000000000000000000000m;

    private static string Text(JsonElement element, string name) => Text(element.GetProperty(name));

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException();
}
