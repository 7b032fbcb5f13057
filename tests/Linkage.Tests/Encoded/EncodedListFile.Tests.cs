using System.Text;
using Amparo.Linkage.Encoded;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>Shares, keys, readers and files: what goes in comes out, and what is damaged is named.</summary>
public sealed class EncodedListFileTests
{
    private static readonly ListEncoding Sample = ListEncoding.Of(
        Invented.Persons(120, 1), new RecordEncoder(EncodingSchema.Persons, Keys.One, new EncodingSettings { Hardening = Hardening.Fold, Salt = RecordSalt.BirthYear }),
        new ListEncodingOptions { Dummies = 0.25 }, new SeededRandom(1)).Value;

    private static readonly NameKnowledge Knowledge = new([("Chepe", "José")], [("Ma", "María")]);

    public static TheoryData<string, Func<string, string>> Damages => new()
    {
        { EncodedProblems.NotAnEncodedList, _ => "" },
        { EncodedProblems.NotAnEncodedList, _ => "rec_id,given1\n1,X\n" },
        { EncodedProblems.NotAnEncodedList, text => text.Replace("\"bits\":512", "\"bits\":1024", StringComparison.Ordinal) },
        { EncodedProblems.NotAnEncodedList, text => text.Replace("\"salt\":\"birth-year\"", "\"salt\":\"name\"", StringComparison.Ordinal) },
        { EncodedProblems.NotAnEncodedList, text => text.Replace("\"rows\":", "\"rows\":-", StringComparison.Ordinal) },
        { EncodedProblems.NewerForm, text => text.Replace("list\":1", "list\":2", StringComparison.Ordinal) },
        { EncodedProblems.BrokenRow, text => text[..^10] },
        { EncodedProblems.BrokenRow, text => text[..(text.TrimEnd().LastIndexOf('\n') + 1)] },
        { EncodedProblems.BrokenRow, text => text + text.Split('\n')[^2] + "\n" },
        { EncodedProblems.BrokenRow, text => text.Replace(",", "!", StringComparison.Ordinal).Replace("!\"", ",\"", StringComparison.Ordinal) },
        { EncodedProblems.BrokenRow, text => text + new string('x', 100_000) },
    };

    [Fact]
    public void A_list_comes_back_from_its_file()
    {
        var read = EncodedListFile.Read(Stream(Text()), "a").Value;

        read.Header.ShouldBe(Sample.List.Header);
        read.Tokens.ShouldBe(Sample.List.Tokens);
        for (var row = 0; row < read.Rows; row++)
            read.Key(row).ToArray().ShouldBe(Sample.List.Key(row).ToArray());
        (read.Rows, read.Persons).ShouldBe((150, 120));
    }

    [Fact]
    public void The_file_holds_no_id_and_its_rows_stand_in_the_order_of_random_tokens()
    {
        Sample.List.Tokens.ShouldBe(Sample.List.Tokens.Order(StringComparer.Ordinal));
        Sample.Ids.Count(id => id is null).ShouldBe(30);
        Text().Split('\n').Skip(1).ShouldAllBe(line => line.Length == 0 || line.Length == 33 + 88);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_is_refused_by_its_name(string code, Func<string, string> damage)
    {
        var problem = EncodedListFile.Read(Stream(damage(Text())), "a").Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(code);
        problem.Subject.ShouldBe("a");
    }

    [Fact]
    public void A_key_needs_two_different_shares_and_no_order()
    {
        var (one, other) = (KeyShare.Draw(new SeededRandom(1)), KeyShare.Draw(new SeededRandom(2)));

        LinkageKey.FromShares([one, other]).Value.CheckValue.ShouldBe(LinkageKey.FromShares([other, one]).Value.CheckValue);
        Keys.One.CheckValue.ShouldNotBe(Keys.Other.CheckValue);
        LinkageKey.FromShares([one]).Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.TooFewShares);
        LinkageKey.FromShares([one, other, one]).Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.ShareTwice);
    }

    [Fact]
    public void A_share_comes_back_from_its_file_and_a_slip_is_found()
    {
        var file = new MemoryStream();
        KeyShare.Draw(new SeededRandom(3)).Write(file);
        var text = Encoding.ASCII.GetString(file.ToArray());

        KeyShare.Read(Stream(text)).Succeeded.ShouldBeTrue();
        foreach (var damaged in new[] { "", "x", text.Replace(text[20], text[20] == '0' ? '1' : '0'), text[..40], text[..^3], "amparo-share 1 00ff 11111111\n" })
            KeyShare.Read(Stream(damaged)).Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.ShareUnusable);
    }

    [Fact]
    public void A_list_below_a_hundred_persons_is_not_encoded_however_many_dummies_there_are() =>
        ListEncoding.Of(Invented.Persons(99, 1), new RecordEncoder(EncodingSchema.Persons, Keys.One, default), new ListEncodingOptions { Dummies = 2 }, new SeededRandom(1))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.ListTooSmall);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(2.1)]
    [InlineData(double.NaN)]
    public void A_share_of_dummies_outside_its_range_is_refused(double dummies) =>
        ListEncoding.Of(Invented.Persons(150, 1), new RecordEncoder(EncodingSchema.Persons, Keys.One, default), new ListEncodingOptions { Dummies = dummies }, new SeededRandom(1))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.WrongSettings);

    [Fact]
    public void Balanced_keys_all_have_half_of_their_bits()
    {
        var list = ListEncoding.Of(Invented.Persons(150, 1), new RecordEncoder(EncodingSchema.Persons, Keys.One, new EncodingSettings { Hardening = Hardening.Balance }), default, new SeededRandom(1)).Value.List;

        for (var row = 0; row < list.Rows; row++)
            list.Key(row).ToArray().Sum(System.Numerics.BitOperations.PopCount).ShouldBe(512);
    }

    [Fact]
    public void Columns_are_known_by_their_names_and_texts_are_normalised()
    {
        var list = Read("""
            rec_id, agency, given1, given2, surname1, surname2, sex, dob, age, ref_date, municipality, doc_id, phone
            1, police, Ma. José, , de la Peña, Xol, mujer, 13/05/1994, , , San Pedro Carchá, 1234-567 A, +502 5551-2345
            2, ngo, Pyè, , Jean-Baptiste, , H, , 30, 2024-07-01, , ,
            3, ngo, Chepe, , Caal, , M, 1990-01-01, , , , ,
            """).Value;

        list.Records[0].Texts.Select(text => $"{text.Field} {text.Text}").ShouldBe(
            ["given MARIA", "given JOSE", "surname PEÑA", "surname XOL", "birth 1994-05-13", "sex F", "municipality SAN PEDRO CARCHA", "document 1234567A", "phone 55512345"]);
        list.Records[1].Texts.Select(text => $"{text.Field} {text.Text}").ShouldBe(["given PYE", "surname JEAN", "surname BAPTISTE", "birth 1993/1994", "sex M"]);
        // A list that writes H and no F means mujer by M; whom a familiar name may stand for is encoded.
        list.Records[2].Texts.Select(text => $"{text.Field} {text.Text}").ShouldBe(["given JOSE", "surname CAAL", "birth 1990", "sex F"]);
    }

    [Fact]
    public void Only_those_who_consented_are_read()
    {
        var list = Read("rec_id,surname1,consentimiento\n1,A,sí\n2,B,no\n3,C,\n4,D,Yes\n").Value;

        list.Records.Select(record => record.Id).ShouldBe(["1", "4"]);
        list.WithoutConsent.ShouldBe(2);
    }

    [Theory]
    [InlineData("name,surname1\nx,y\n", LinkageProblems.NoIdColumn)]
    [InlineData("rec_id,colour\n1,y\n", EncodedProblems.NoFields)]
    [InlineData("rec_id,surname1\n1,y\n1,z\n", LinkageProblems.DuplicateId)]
    [InlineData("rec_id,surname1\n,y\n", LinkageProblems.MissingId)]
    [InlineData("rec_id,surname1\n1,y,z\n", "REC-112")]
    [InlineData("rec_id,surname1,consent\n1,y,no\n", EncodedProblems.EmptyList)]
    public void A_list_that_cannot_be_encoded_is_refused_without_its_values(string text, string code)
    {
        var problem = Read(text).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(code);
        $"{problem.Subject} {problem.Path}".ShouldNotContain("y");
    }

    [Fact]
    public void Salt_leaves_out_whoever_lacks_the_attribute_and_parts_those_who_differ_in_it()
    {
        var encoder = new RecordEncoder(EncodingSchema.Persons, Keys.One, new EncodingSettings { Salt = RecordSalt.Sex });
        var (woman, man, unknown) = (new ulong[16], new ulong[16], new ulong[16]);

        encoder.TryEncode(new PersonRecord("1", [new("surname", "CAAL"), new("given", "MARIA"), new("sex", "F")]), woman).ShouldBeTrue();
        encoder.TryEncode(new PersonRecord("2", [new("surname", "CAAL"), new("given", "MARIA"), new("sex", "M")]), man).ShouldBeTrue();
        encoder.TryEncode(new PersonRecord("3", [new("surname", "CAAL"), new("given", "MARIA")]), unknown).ShouldBeFalse();
        AlikePairs.Dice(woman, man).ShouldBeLessThan(0.35);
    }

    [Fact]
    public void Two_surnames_may_stand_in_either_order()
    {
        var encoder = new RecordEncoder(EncodingSchema.Persons, Keys.One, default);
        var (one, other) = (new ulong[16], new ulong[16]);

        encoder.TryEncode(new PersonRecord("1", [new("surname", "CAAL"), new("surname", "POP")]), one);
        encoder.TryEncode(new PersonRecord("2", [new("surname", "POP"), new("surname", "CAAL")]), other);

        one.ShouldBe(other);
    }

    private static Vocabulary.Outcome<PersonList> Read(string text) => PersonList.Read(new ListSource("file", Stream(text)), Knowledge);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Text()
    {
        var stream = new MemoryStream();
        EncodedListFile.Write(stream, Sample.List);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
