using System.Data.Common;
using JitPortal.TestKit.Lists;
using JitPortal.TestKit.Portal;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

/// <summary>What lists show is what one statement by hand finds, row for row: any page of one's requests, a search, who had what, the log.</summary>
public sealed class ListAnswerTests
{
    private const int Rows = 6_000;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lists_OfManyRows_AnswerAsTheDatabaseByHand(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await new ManyRows(world.Portal, world.Database, world.Scene, Rows).AddAsync();
        await using DbConnection connection = kind == DatabaseKind.Sqlite ? new SqliteConnection(world.Database.ConnectionString) : new NpgsqlConnection(world.Database.ConnectionString);
        await connection.OpenAsync();

        foreach (var question in await new Questions(world.Portal, connection, kind, world.Scene, Rows).AllAsync())
            (await question.Portal()).ShouldBe(await question.ByHand(), question.Name);
    }
}
