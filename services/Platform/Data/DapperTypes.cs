using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform;

/// <summary>
/// How Guid, Instant, LocalDate and LocalTime lie in a column. SQLite holds fixed-width text, so that text order is time order;
/// SQL Server its own types. Handlers are process-wide and read what either engine returns.
/// </summary>
internal static class DapperTypes
{
    /// <summary>Ticks of 100 ns: what <c>datetime2</c> keeps, so both engines give back what was put in.</summary>
    public static readonly InstantPattern InstantText = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'");
    private static readonly LocalTimePattern TimeText = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss.fffffff");

    /// <summary>Once for the process: <see cref="Database"/> does it before its first use.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.ConnectionStringComparer = new SameSchema();
        Add(new GuidType());
        Add(new InstantType());
        Add(new LocalDateType());
        Add(new LocalTimeType());

        static void Add<T>(SqlMapper.TypeHandler<T> handler) where T : struct
        {
            SqlMapper.RemoveTypeMap(typeof(T));
            SqlMapper.RemoveTypeMap(typeof(T?));
            SqlMapper.AddTypeHandler(handler);
        }
    }

    private sealed class GuidType : SqlMapper.TypeHandler<Guid>
    {
        // Microsoft.Data.Sqlite binds a Guid as upper-case text by itself, so single parameters and lists of them look the same.
        public override void SetValue(IDbDataParameter parameter, Guid value) => parameter.Value = value;

        public override Guid Parse(object value) => value is Guid guid ? guid : Guid.Parse((string)value);
    }

    private sealed class InstantType : SqlMapper.TypeHandler<Instant>
    {
        public override void SetValue(IDbDataParameter parameter, Instant value)
        {
            if (parameter is SqlParameter sql)
                (sql.SqlDbType, sql.Value) = (SqlDbType.DateTime2, value.ToDateTimeUtc());
            else
                parameter.Value = InstantText.Format(value);
        }

        public override Instant Parse(object value) => value is DateTime time
            ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : InstantText.Parse((string)value).Value;
    }

    private sealed class LocalDateType : SqlMapper.TypeHandler<LocalDate>
    {
        public override void SetValue(IDbDataParameter parameter, LocalDate value)
        {
            if (parameter is SqlParameter sql)
                (sql.SqlDbType, sql.Value) = (SqlDbType.Date, value.ToDateTimeUnspecified());
            else
                parameter.Value = LocalDatePattern.Iso.Format(value);
        }

        public override LocalDate Parse(object value) => value is DateTime date
            ? LocalDate.FromDateTime(date)
            : LocalDatePattern.Iso.Parse((string)value).Value;
    }

    private sealed class LocalTimeType : SqlMapper.TypeHandler<LocalTime>
    {
        public override void SetValue(IDbDataParameter parameter, LocalTime value)
        {
            if (parameter is SqlParameter sql)
                (sql.SqlDbType, sql.Value) = (SqlDbType.Time, TimeSpan.FromTicks(value.TickOfDay));
            else
                parameter.Value = TimeText.Format(value);
        }

        public override LocalTime Parse(object value) => value is TimeSpan time
            ? LocalTime.FromTicksSinceMidnight(time.Ticks)
            : TimeText.Parse((string)value).Value;
    }
}
