using System.Data.Common;
using System.Globalization;
using System.Net;
using Amparo.Contracts.Portal;
using Amparo.Platform;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Portal;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Stores as earlier versions left them, with rows that were written then, are taken to the newest schema and served.</summary>
public sealed class UpgradedTests
{
    private static readonly MigrationSet[] Modules = [PortalStore.Migrations, PlatformStore.Migrations, CollaborativeStore.Migrations];

    private static int Newest => Modules.Max(set => set.For(StoreKind.Sqlite).Count);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each earlier number of every module, on both databases; a module that has fewer stands at its newest.</summary>
    public static TheoryData<StoreKind, int> Levels
    {
        get
        {
            var levels = new TheoryData<StoreKind, int>();
            foreach (var kind in TestStore.Kinds)
            {
                for (var number = 1; number < Newest; number++)
                    levels.Add(kind, number);
            }

            return levels;
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public async Task An_earlier_store_is_taken_to_the_newest_with_its_rows_and_served(StoreKind kind, int level)
    {
        await using var host = new EarlierHost(kind, level);
        await host.InitializeAsync();
        var before = await RowsAsync(host);
        before.Values.Sum(rows => rows.Count).ShouldBeGreaterThan(10);

        var upgraded = await StoreMigrations.ApplyAsync(host.Address, Modules, SystemClock.Instance.GetCurrentInstant(), Cancel);

        upgraded.Problems.ShouldBeEmpty();
        upgraded.Value.Applied.ShouldBe(Modules.Sum(set => Math.Max(0, set.For(kind).Count - level)));
        (upgraded.Value.Backup is null).ShouldBe(kind == StoreKind.PostgreSql);
        var after = await RowsAsync(host);
        foreach (var (table, rows) in before.Where(pair => pair.Key != "amparo_migration"))
        {
            after[table].Count.ShouldBe(rows.Count, table);
            // Whatever stood in a column stands there still; what is new has columns of its own.
            foreach (var row in rows)
                after[table].ShouldContain(now => row.All(cell => now.ContainsKey(cell.Key) && now[cell.Key] == cell.Value), table);
        }

        using var client = host.CreateClient();
        (await client.GetAsync(new Uri("/health", UriKind.Relative), Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri("/es", UriKind.Relative), Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        ((int)(await client.GetAsync(new Uri("/en/desk/enter", UriKind.Relative), Cancel)).StatusCode).ShouldBeLessThan(500);
        (await AuditVerification.VerifyAsync(host.Address, (AuditCheckpoint?)null, Cancel)).Value.Count.ShouldBeGreaterThanOrEqualTo(level >= 3 ? 2 : 0);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.PostgreSql)]
    public async Task Every_table_has_rows_in_these_tests(StoreKind kind)
    {
        // A migration that adds a table comes with rows for it here, or an upgrade of it is never seen.
        await using var host = new EarlierHost(kind, Newest);
        await host.InitializeAsync();

        (await RowsAsync(host)).Where(pair => pair.Value.Count == 0 && !pair.Key.Contains("qrtz_", StringComparison.Ordinal)).Select(pair => pair.Key).ShouldBeEmpty();
    }

    private static async Task<DbConnection> OpenAsync(DeskHost host)
    {
        DbConnection connection = host.Address.Kind == StoreKind.Sqlite
            ? new SqliteConnection($"Data Source={host.Address.FilePath};Pooling=false")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(host.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static async Task<Dictionary<string, List<Dictionary<string, string>>>> RowsAsync(DeskHost host)
    {
        await using var connection = await OpenAsync(host);
        var tables = await ReadAsync(connection, host.Address.Kind == StoreKind.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            : "SELECT CASE table_schema WHEN 'public' THEN table_name ELSE table_schema || '.' || table_name END AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')");
        var all = new Dictionary<string, List<Dictionary<string, string>>>(StringComparer.Ordinal);
        foreach (var table in tables.Select(row => row["name"]))
            all[table] = await ReadAsync(connection, $"SELECT * FROM {table}");
        return all;
    }

    private static async Task<List<Dictionary<string, string>>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<Dictionary<string, string>>();
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName,
                column => reader.GetValue(column) switch
                {
                    byte[] bytes => Convert.ToHexString(bytes),
                    var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
                },
                StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>A host whose store stands at an earlier level, with rows that were written right after each migration.</summary>
    private sealed class EarlierHost(StoreKind kind, int level) : DeskHost
    {
        private const string A = "0199aaaa-0000-7000-8000-00000000000";

        // Two lines of the ledger and their archives, as the doors make them; the first migration already could hold them.
        private static readonly Lazy<Task<(List<object[]> Lines, List<object[]> Releases)>> Released = new(ReleaseAsync);

        protected override StoreKind Kind => kind;

        protected override bool IsPrepared => false;

        protected override async Task FillAsync()
        {
            for (var number = 1; number <= level; number++)
            {
                var sets = Modules.Select(set => new MigrationSet(
                    set.Module, new Dictionary<StoreKind, IReadOnlyList<Migration>> { [kind] = [.. set.For(kind).Take(number)] })).ToList();
                (await StoreMigrations.ApplyAsync(Address, sets, SystemClock.Instance.GetCurrentInstant(), Cancel)).Problems.ShouldBeEmpty();
                foreach (var set in Modules.Where(set => set.For(kind).Count >= number))
                    await FillAsync(set.Module, number);
            }
        }

        private async Task FillAsync(string module, int number)
        {
            await ExecuteAsync(SqlOf(module, number));
            switch (module, number)
            {
                case ("portal", 1):
                    var (lines, releases) = await Released.Value;
                    await InsertAsync("portal.ledger_line (sequence, at, door, subject, population, regime, method, content_hash, previous, hash)", lines);
                    await InsertAsync("portal.release (id, sequence, subject, kind, content_hash, archive, published_at)", releases);
                    break;
                case ("portal", 5):
                    await ExecuteAsync($"INSERT INTO portal.withdrawn_content SELECT id, sequence, content_hash, 'other', 1 FROM portal.release WHERE sequence = 2");
                    break;
                case ("platform", 2):
                    await WithServicesAsync(async services => (await services.GetRequiredService<Vault>().PrepareAsync([], Cancel)).Problems.ShouldBeEmpty());
                    break;
                case ("platform", 3):
                    await WithServicesAsync(async services =>
                    {
                        await using var context = await services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(Cancel);
                        var act = new AuditAct
                        {
                            Act = "earlier.act",
                            Actor = new AuditActor { Node = "gt", Account = "earlier" },
                            Subject = new AuditSubject("thing", "one"),
                        };
                        await services.GetRequiredService<AuditTrail>().SaveAuditedAsync(context, [act, act], Cancel);
                    });
                    break;
            }
        }

        // Values that fit the checks of that number; the newest program would write the same.
        private static string SqlOf(string module, int number) => (module, number) switch
        {
            ("platform", 1) => $"""
                INSERT INTO platform.node (id, name, created_at) VALUES ('{A}1', 'Coalition', 1);
                INSERT INTO platform.organisation (id, node_id, name, country, kind, created_at) VALUES ('{A}2', '{A}1', 'Office', 'GT', 'hotline', 1);
                INSERT INTO platform.account (id, organisation_id, user_name, normalized_user_name, password_hash, security_stamp, access_failed_count, language, created_at, version)
                  VALUES ('{A}3', '{A}2', 'one.person', 'ONE.PERSON', 'x', 'stamp', 0, 'es', 1, 'v');
                INSERT INTO platform.role_grant (id, account_id, role, granted_at) VALUES ('{A}4', '{A}3', 'Administrator', 1);
                INSERT INTO platform.passkey (credential_id, account_id, name, data, created_at) VALUES (bytes(20), '{A}3', 'stick', '[]', 1);
                INSERT INTO platform.session (id, key_hash, account_id, security_stamp, form_token, method, created_at, seen_at, confirmed_at)
                  VALUES ('{A}5', 'k', '{A}3', 'stamp', 'f', 'Password', 1, 1, 1);
                INSERT INTO platform.invitation (id, key_hash, kind, account_id, created_at, expires_at) VALUES ('{A}6', 'k', 'Invitation', '{A}3', 1, 2);
                INSERT INTO platform.access_token (id, key_hash, account_id, security_stamp, name, scopes, created_at, expires_at) VALUES ('{A}7', 'k', '{A}3', 'stamp', 'script', 'x', 1, 2);
                """,
            ("platform", 2) => $"INSERT INTO platform.protection_key (id, sealed, at) VALUES ('{A}8', bytes(80), 1);",
            ("platform", 3) => $"INSERT INTO platform.outbox_message (id, at, kind, version, subject, payload, sent_at) VALUES ('{A}9', 1, 'thing.done', 1, '{new string('a', 64)}', '[]', 2);",
            ("platform", 4) => $"""
                INSERT INTO platform.job (id, kind, phase, share, attempts, created_at, due_at, ended_at, cancel_requested) VALUES ('{A}1', 'earlier', 'done', 1, 1, 1, 1, 2, no);
                INSERT INTO platform.recurring_job (kind, last_fire_at) VALUES ('earlier', 1);
                """,
            ("collaborative", 1) => $"""
                INSERT INTO collaborative.agreement (id, node_id, organisation_id, title, may_identify, may_publish, retention_months, starts_on, ends_on, made_by, created_at)
                  VALUES ('{A}1', '{A}1', '{A}2', 'Agreement', yes, yes, 24, '2026-01-01', '2099-12-31', '{A}3', 1);
                INSERT INTO collaborative.submission (id, node_id, organisation_id, agreement_id, period_from, period_to, state, newest, created_by, created_at, accepted_at, version)
                  VALUES ('{A}2', '{A}1', '{A}2', '{A}1', '2026-01', '2026-06', 'Accepted', 1, '{A}3', 1, 2, 'v');
                INSERT INTO collaborative.submission_version (id, node_id, organisation_id, submission_id, number, file_name, size, pieces, created_by, created_at, read, accepted, quarantined)
                  VALUES ('{A}3', '{A}1', '{A}2', '{A}2', 1, bytes(60), 10, 1, '{A}3', 1, 10, 9, 1);
                INSERT INTO collaborative.chosen_mapping (id, node_id, organisation_id, mapping, chosen_at) VALUES ('{A}4', '{A}1', '{A}2', 'content:hotline', 1);
                INSERT INTO collaborative.content_piece (content_id, number, bytes) VALUES ('{A}3', 0, bytes(100));
                """,
            ("collaborative", 2) => $"""
                INSERT INTO collaborative.merge (id, node_id, organisation_id, state, round, created_by, created_at, records, persons, to_review, version)
                  VALUES ('{A}1', '{A}1', '{A}2', 'Done', 1, '{A}3', 1, 9, 8, 1, 'v');
                INSERT INTO collaborative.merged_submission (id, node_id, organisation_id, merge_id, submission_id, submission_version_id)
                  VALUES ('{A}2', '{A}1', '{A}2', '{A}1', '{A}2', '{A}3');
                """,
            ("collaborative", 3) => $"""
                INSERT INTO collaborative.queued_country (id, node_id, organisation_id, merge_id, country, size, pairs) VALUES ('{A}1', '{A}1', '{A}2', '{A}1', 'GT', 10, 1);
                INSERT INTO collaborative.pair_decision (id, node_id, organisation_id, merge_id, country, sequence, line) VALUES ('{A}2', '{A}1', '{A}2', '{A}1', 'GT', 1, bytes(50));
                """,
            ("collaborative", 4) => $"""
                INSERT INTO collaborative.release_draft (id, node_id, organisation_id, merge_id, tables, state, prepared_by, created_at, version)
                  VALUES ('{A}1', '{A}1', '{A}2', '{A}1', 'detected-persons', 'Draft', '{A}3', 1, 'v');
                INSERT INTO collaborative.release_withdrawal (id, node_id, organisation_id, subject, sequence, reason, state, asked_by, asked_at, version)
                  VALUES ('{A}2', '{A}1', '{A}2', 'detected-persons', 1, 'other', 'Refused', '{A}3', 1, 'v');
                """,
            ("collaborative", 5) => $"""
                INSERT INTO collaborative.own_mapping (id, node_id, organisation_id, document, made_by, created_at) VALUES ('{A}1', '{A}1', '{A}2', bytes(90), '{A}3', 1);
                """,
            ("collaborative", 7) => $"""
                INSERT INTO collaborative.emergency (id, node_id, organisation_id, submission_id, opened_by, reason, opened_at, ends_at, version)
                  VALUES ('{A}1', '{A}1', '{A}2', '{A}2', '{A}3', bytes(90), 1, 2, 'v');
                """,
            ("collaborative", 8) => $"""
                INSERT INTO collaborative.emergency (id, node_id, organisation_id, merge_id, opened_by, reason, opened_at, ends_at, version)
                  VALUES ('{A}2', '{A}1', '{A}2', '{A}1', '{A}3', bytes(90), 1, 2, 'v');
                """,
            ("platform", 5) => $"""
                INSERT INTO platform.confirmation_key (id, key_hash, created_at, expires_at) VALUES ('{A}1', 'k', 1, 2);
                INSERT INTO platform.spent_challenge (hash, expires_at) VALUES ('h', 2);
                """,
            ("platform", 6) => $"INSERT INTO platform.erasure (id, kind, count, at) VALUES ('{A}1', 'session', 1, 1);",
            ("portal", 5) => $"""
                INSERT INTO portal.publication_act (id, published_at) VALUES ('{A}1', 1);
                INSERT INTO portal.published_table (act_id, sequence) VALUES ('{A}1', 1);
                """,
            _ => "",
        };

        private static async Task<(List<object[]> Lines, List<object[]> Releases)> ReleaseAsync()
        {
            await using var scratch = await TestStore.CreateAsync(StoreKind.Sqlite);
            (await StoreMigrations.ApplyAsync(scratch.Address, [PortalStore.Migrations], SystemClock.Instance.GetCurrentInstant(), CancellationToken.None)).Problems.ShouldBeEmpty();
            await using var services = new ServiceCollection().AddPortalStore(scratch.Address).BuildServiceProvider();
            var published = await services.GetRequiredService<IPublications>()
                .PublishAsync(Guid.CreateVersion7(), (standing, now) => LargeRegisters.Pass((standing, now), "earlier"), CancellationToken.None);
            published.Problems.ShouldBeEmpty();
            await using var connection = new SqliteConnection($"Data Source={scratch.Address.FilePath};Pooling=false");
            await connection.OpenAsync(CancellationToken.None);
            return (
                await ValuesAsync(connection, "SELECT sequence, at, door, subject, population, regime, method, content_hash, previous, hash FROM portal_ledger_line WHERE sequence <= 2 ORDER BY sequence"),
                await ValuesAsync(connection, "SELECT id, sequence, subject, kind, content_hash, archive, published_at FROM portal_release WHERE sequence <= 2 ORDER BY sequence"));
        }

        private static async Task<List<object[]>> ValuesAsync(SqliteConnection connection, string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            var rows = new List<object[]>();
            while (await reader.ReadAsync(CancellationToken.None))
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }

            rows.Count.ShouldBe(2);
            return rows;
        }

        private async Task InsertAsync(string into, IReadOnlyList<object[]> rows)
        {
            await using var connection = await OpenAsync(this);
            foreach (var row in rows)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = Dialect($"INSERT INTO {into} VALUES ({string.Join(", ", row.Select((_, at) => $"@p{at}"))})");
                foreach (var (at, value) in row.Index())
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = $"@p{at}";
                    parameter.Value = kind == StoreKind.PostgreSql && into.Contains("(id,", StringComparison.Ordinal) && at == 0
                        ? Guid.Parse((string)value)
                        : kind == StoreKind.PostgreSql && value is long number && into.Split('(')[1].Split(',')[at].Trim(' ', ')') == "sequence" ? (int)number : value;
                    command.Parameters.Add(parameter);
                }

                await command.ExecuteNonQueryAsync(Cancel);
            }
        }

        private async Task ExecuteAsync(string sql)
        {
            if (sql.Length == 0)
                return;
            await using var connection = await OpenAsync(this);
            await using var command = connection.CreateCommand();
            command.CommandText = Dialect(sql);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        private string Dialect(string sql) => kind == StoreKind.PostgreSql
            ? System.Text.RegularExpressions.Regex.Replace(sql, @"bytes\((?<length>\d+)\)", "decode(repeat('07', ${length}), 'hex')", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                .Replace(", yes", ", true", StringComparison.Ordinal).Replace(", no)", ", false)", StringComparison.Ordinal)
            : sql.Replace("platform.", "platform_", StringComparison.Ordinal).Replace("collaborative.", "collaborative_", StringComparison.Ordinal)
                .Replace("portal.", "portal_", StringComparison.Ordinal).Replace("bytes(", "zeroblob(", StringComparison.Ordinal)
                .Replace(", yes", ", 1", StringComparison.Ordinal).Replace(", no)", ", 0)", StringComparison.Ordinal);

        private async Task WithServicesAsync(Func<IServiceProvider, Task> work)
        {
            var services = new ServiceCollection();
            services.AddPlatformStore(Address).AddPlatformKeys(KeyFile.OpenOrCreate(KeyFilePath).Value);
            await using var provider = services.BuildServiceProvider();
            await work(provider);
        }
    }
}
