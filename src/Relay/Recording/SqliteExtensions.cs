using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace RealtimeDetect.Relay.Recording;

/// <summary>Runs statements whose text is constant and whose values are parameters.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The texts are constants of the index; values are parameters.")]
internal static class SqliteExtensions
{
    /// <summary>Runs a statement that gives nothing.</summary>
    public static void Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteCommand command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a query and reads all its rows.</summary>
    public static List<T> Rows<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteCommand command = Command(connection, sql, parameters);
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
