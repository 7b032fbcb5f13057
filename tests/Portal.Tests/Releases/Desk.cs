using Amparo.Contracts.Portal;
using Amparo.Indicators;
using Amparo.Indicators.Derived;
using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Tables;
using Amparo.Records.Registers;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Portal.Tests.Releases;

/// <summary>What a desk lets pass the doors, as small as it can be.</summary>
internal static class Desk
{
    internal const string Official = "desk-official";

    internal const string Share = "desk-share";

    internal const string Laws = "desk-laws";

    internal const string Records = "desk-records";

    internal const string Persons = "desk-persons";

    private static readonly CodeList Countries = new(
        "country", 1, LocalizedText.Same("País"), "ISO 3166-1",
        [.. new[] { "GT", "HN" }.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>()))]);

    /// <summary>A register of one line.</summary>
    internal static Func<StandingTables, Instant, Outcome<PassedTables>> Register(string text, string id = Laws) => (standing, now) =>
    {
        var doors = new ReleaseDoors(standing.Ledger, now);
        var register = doors.NonPersonal(RegisterOf(text, id), RegisterHolding.Laws);
        return new PassedTables(doors.Ledger) { Registers = [register] };
    };

    /// <summary>Official figures of two countries, and each one's share in them.</summary>
    internal static Func<StandingTables, Instant, Outcome<PassedTables>> Figures(params decimal[] figures) => (standing, now) =>
    {
        var doors = new ReleaseDoors(standing.Ledger, now);
        var official = doors.AlreadyPublic(CubeOf(figures));
        var share = doors.Derive(Measure, new Dictionary<string, Released<Cube>>(StringComparer.Ordinal) { [Official] = official }).Value;
        return new PassedTables(doors.Ledger) { Cubes = [official, share] };
    };

    /// <summary>The share alone, of figures that passed at another time.</summary>
    internal static Func<StandingTables, Instant, Outcome<PassedTables>> ShareOf(Released<Cube> official) => (standing, now) =>
    {
        var doors = new ReleaseDoors(standing.Ledger, now);
        var measure = Measure with { Id = "desk-other-share" };
        var share = doors.Derive(measure, new Dictionary<string, Released<Cube>>(StringComparer.Ordinal) { [Official] = official }).Value;
        return new PassedTables(doors.Ledger) { Cubes = [share] };
    };

    /// <summary>A register, and counts of persons of whom others may have been released: the door decides.</summary>
    internal static Func<StandingTables, Instant, Outcome<PassedTables>> Counts(params int[] counts) => (standing, now) =>
    {
        var doors = new ReleaseDoors(standing.Ledger, now);
        var register = doors.NonPersonal(RegisterOf("with counts", "desk-beside"), RegisterHolding.Laws);
        var counted = new CountedCube(
            HeaderOf(Persons, DataOrigin.Invented), [new Dimension("country", Countries)], [new HashSet<string>(StringComparer.Ordinal) { "country" }], [.. counts, 0]);
        var passed = doors.Suppress(counted, new CellSuppression(10), "desk-persons");
        return passed.Succeeded
            ? new PassedTables(doors.Ledger) { Cubes = [passed.Value], Registers = [register] }
            : Outcome<PassedTables>.Refused(passed.Problems);
    };

    /// <summary>A k-anonymous file of records.</summary>
    internal static Outcome<PassedTables> Anonymous(StandingTables standing, Instant now)
    {
        var table = new CodedTable(
            new CodedDomain([new CodedColumn("country", 2), new CodedColumn("sex", 2)]),
            [[.. Enumerable.Range(0, 40).Select(row => (ushort)(row % 2))], [.. Enumerable.Range(0, 40).Select(row => (ushort)(row / 20))]]);
        var door = new AnonymousDoor(standing.Ledger, now, _ => { });
        var made = door.Release(table, new() { Id = Records, Population = "desk-recorded", Anonymity = new KAnonymityOptions(5), Origin = DataOrigin.Invented }).Value;
        return new PassedTables(door.Ledger) { Records = [new(made.Released, made.Content)] };
    }

    private static DerivedIndicator Measure => new(
        Share, 1,
        new DerivedWords(LocalizedText.Same("Parte"), LocalizedText.Same("Definición"), LocalizedText.Same("Límites"), LocalizedText.Same("de las personas")),
        Official, new Dictionary<string, string>(), new ShareOfKnown("country"));

    private static RegisterTable RegisterOf(string text, string id) => new(
        id, LocalizedText.Same("Leyes"), LocalizedText.Same("Nota"), new Source("Prueba", "Leyes", new LocalDate(2026, 1, 1), "CC0"),
        [new RegisterColumn("law", LocalizedText.Same("Ley"))], [[text]]);

    private static CubeHeader HeaderOf(string id, DataOrigin origin) => new(
        id, MeasureKind.Count, LocalizedText.Same("Víctimas"), LocalizedText.Same("Definición"), LocalizedText.Same("Límites"),
        LocalizedText.Same("personas"), new Source("UNODC", "GLOTIP", new LocalDate(2026, 1, 1), "Terms"), origin);

    private static Cube CubeOf(decimal[] figures) => new(
        HeaderOf(Official, DataOrigin.Official), [new Dimension("country", Countries)], [new HashSet<string>(StringComparer.Ordinal) { "country" }],
        figures.Select((figure, at) => KeyValuePair.Create((long)at, Figure.Exact(figure))));
}
