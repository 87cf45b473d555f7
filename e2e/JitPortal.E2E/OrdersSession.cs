using Npgsql;
using Shouldly;

namespace JitPortal.E2E;

/// <summary>A login on the server with what a person was shown, as their own client would make it.</summary>
internal sealed class OrdersSession : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private OrdersSession(NpgsqlConnection connection, string secret) => (this.connection, Secret) = (connection, secret);

    public string Secret { get; }

    public static async Task<OrdersSession> OpenAsync(NpgsqlConnectionStringBuilder login, string secret)
    {
        var opened = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login.ConnectionString) { Password = secret, PersistSecurityInfo = true }.ConnectionString);
        await opened.OpenAsync();
        return new OrdersSession(opened, secret);
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>It was thrown out, and the login does not work any more.</summary>
    public async Task ShouldBeGoneAsync()
    {
        (await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync("select 1"))).ShouldNotBeNull();
        await using var again = new NpgsqlConnection(connection.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => again.OpenAsync())).SqlState.ShouldBe("28P01");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
