using Amparo.Vocabulary;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Amparo.Stores.Tests;

public sealed class StoreAddressTests
{
    [Fact]
    public void An_address_is_printed_without_password_and_user()
    {
        var address = StoreAddress.PostgreSql("Host=db.example;Port=5433;Database=amparo;Username=secretary;Password=Tr0ub4dor;SSL Mode=VerifyFull").Value;

        address.ToString().ShouldBe("postgresql://db.example:5433/amparo");
        address.FilePath.ShouldBeNull();
    }

    [Fact]
    public void No_password_whatever_it_is_appears_in_what_is_printed()
    {
        // Upper-case letters and digits that the rest of the address does not have.
        var passwords = Gen.NonEmptyListOf(Gen.Elements("XYZ0789;='\" \\".ToCharArray())).Select(letters => "W" + string.Concat(letters)).ToArbitrary();
        var config = Config.QuickThrowOnFailure.WithReplay(20261123, 1).WithMaxTest(300);

        Prop.ForAll(passwords, password =>
        {
            var text = new NpgsqlConnectionStringBuilder { Host = "db.example", Database = "amparo", Password = password, SslMode = SslMode.VerifyFull }.ConnectionString;
            var address = StoreAddress.PostgreSql(text).Value;
            return !address.ToString().Contains('W', StringComparison.Ordinal);
        }).Check(config);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Database=amparo;Password=Tr0ub4dor")]
    [InlineData("Host=db.example;Pasword=Tr0ub4dor")]
    [InlineData("Host=db.example;Port=Tr0ub4dor")]
    [InlineData("postgresql://user:Tr0ub4dor@db.example/amparo")]
    public void What_is_no_connection_string_is_refused_without_quoting_it(string text)
    {
        var refused = StoreAddress.PostgreSql(text);

        var problem = refused.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(StoreProblems.AddressUnreadable);
        StoreProblems.Describe(problem, Language.Spanish).ShouldNotContain("Tr0ub4dor");
    }

    [Theory]
    [InlineData("Host=db.example;Database=amparo"), InlineData("Host=db.example;SSL Mode=Disable"), InlineData("Host=db.example;SSL Mode=Prefer"), InlineData("Host=db.example;SSL Mode=Require")]
    [InlineData("Host=192.0.2.7;SSL Mode=VerifyCA"), InlineData("Host=localhost,db.example"), InlineData("Host=localhost.example"), InlineData("Host=2001:db8::1"), InlineData("Host=[2001:db8::1]:5432")]
    public void A_server_on_another_machine_proves_that_it_is_the_one_or_is_not_asked(string text)
    {
        StoreAddress.PostgreSql($"{text};Password=Tr0ub4dor").Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.ServerInClear);

        var verified = new NpgsqlConnectionStringBuilder(text) { SslMode = SslMode.VerifyFull };
        StoreAddress.PostgreSql(verified.ConnectionString).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Host=localhost"), InlineData("Host=127.0.0.1;Port=5433"), InlineData("Host=::1"), InlineData("Host=/var/run/postgresql"), InlineData("Host=LOCALHOST:5433,127.0.0.2")]
    public void On_this_machine_there_is_no_network_to_listen_on(string text) => StoreAddress.PostgreSql(text).Succeeded.ShouldBeTrue();

    [Fact]
    public void A_missing_data_folder_is_refused()
    {
        var refused = StoreAddress.InFolder(Path.Combine(Path.GetTempPath(), "amparo-there-is-no-such-folder"));

        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.FolderMissing);
    }

    [Fact]
    public void The_details_of_errors_that_quote_rows_are_off_even_when_asked_for()
    {
        var address = StoreAddress.PostgreSql("Host=db.example;SSL Mode=VerifyFull;Include Error Detail=true;Log Parameters=true;Persist Security Info=true").Value;

        var builder = new NpgsqlConnectionStringBuilder(address.ConnectionString());
        builder.IncludeErrorDetail.ShouldBeFalse();
        builder.LogParameters.ShouldBeFalse();
        builder.PersistSecurityInfo.ShouldBeFalse();
    }

    [Fact]
    public void A_wait_of_less_than_a_second_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => StoreAddress.InFolder(Path.GetTempPath()).Value.WaitingForLocks(TimeSpan.FromMilliseconds(999)));
}

public sealed class StoreProblemsTests
{
    [Fact]
    public void Every_code_has_a_sentence_in_Spanish_and_in_English()
    {
        var codes = typeof(StoreProblems).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();

        codes.Count.ShouldBe(23);
        foreach (var code in codes)
        {
            var spanish = StoreProblems.Describe(new Problem(code, "amparo.db"), Language.Spanish);
            var english = StoreProblems.Describe(new Problem(code, "amparo.db"), Language.English);
            spanish.ShouldStartWith($"{code} amparo.db: ");
            english.ShouldStartWith($"{code} amparo.db: ");
            english.ShouldNotBe(spanish, StringComparer.Ordinal);
            spanish.ShouldNotContain("\n");
        }
    }

    [Fact]
    public void A_code_without_a_sentence_is_printed_alone() =>
        StoreProblems.Describe(new Problem("XYZ-001", "ledger", "line 3"), Language.English).ShouldBe("XYZ-001 ledger (line 3)");

    [Fact]
    public void A_language_without_sentences_reads_the_Spanish_ones() =>
        StoreProblems.Describe(new Problem(StoreProblems.FolderMissing, "data"), Language.HaitianCreole)
            .ShouldBe("STO-002 data: La carpeta no existe.");

    // SQLite's and PostgreSQL's own tables of codes say which is which.
    [Theory]
    [InlineData(5, StoreProblems.Locked)]
    [InlineData(8, StoreProblems.NotWritable)]
    [InlineData(11, StoreProblems.Damaged)]
    [InlineData(13, StoreProblems.DiskFull)]
    [InlineData(26, StoreProblems.Damaged)]
    [InlineData(1, StoreProblems.Failed)]
    public void An_error_of_SQLite_has_its_code(int result, string code) =>
        StoreProblems.From(new SqliteException("row of a person", result), "amparo.db").ShouldBe(new Problem(code, "amparo.db"));

    [Theory]
    [InlineData("53100", StoreProblems.DiskFull)]
    [InlineData("55P03", StoreProblems.Locked)]
    [InlineData("28P01", StoreProblems.ServerRefuses)]
    [InlineData("3D000", StoreProblems.ServerRefuses)]
    [InlineData("42501", StoreProblems.ServerRefuses)]
    [InlineData("57P03", StoreProblems.ServerUnreachable)]
    [InlineData("XX001", StoreProblems.Damaged)]
    [InlineData("23505", StoreProblems.Failed)]
    public void An_error_of_PostgreSQL_has_its_code(string state, string code) =>
        StoreProblems.From(new PostgresException("row of a person", "ERROR", "ERROR", state), "postgresql").ShouldBe(new Problem(code, "postgresql"));

    [Fact]
    public void A_bug_is_not_taken_for_a_problem_of_the_store() =>
        StoreProblems.From(new InvalidOperationException("x", new FormatException("y")), "amparo.db").ShouldBeNull();

    [Fact]
    public void An_exception_for_pages_says_code_and_sentence_in_one_line()
    {
        var error = new StoreException(new Problem(StoreProblems.DiskFull, "amparo.db"), new SqliteException("row of a person", 13));

        error.Message.ShouldBe("STO-004 amparo.db: El disco está lleno; lo que había antes sigue intacto.");
    }
}
