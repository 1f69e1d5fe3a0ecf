using MathNet.Numerics;

namespace TracingReference.LoadTest.Statistics;

/// <summary>Pearson's test of independence, without continuity correction.</summary>
/// <param name="Statistic">The sum of squared deviations, each over what was expected.</param>
/// <param name="DegreesOfFreedom">(rows - 1)(columns - 1).</param>
/// <param name="PValue">The upper tail.</param>
public sealed record ChiSquareTest(double Statistic, int DegreesOfFreedom, double PValue)
{
    /// <param name="table">Counts, one list a group; no row or column may be all zero.</param>
    public static ChiSquareTest Of(IReadOnlyList<IReadOnlyList<double>> table)
    {
        var rows = table.Select(row => row.Sum()).ToArray();
        var columns = Enumerable.Range(0, table[0].Count).Select(column => table.Sum(row => row[column])).ToArray();
        if (rows.Concat(columns).Contains(0))
        {
            throw new ArgumentException("A row or column of the table is all zero: leave it away.", nameof(table));
        }

        var total = rows.Sum();
        var statistic = 0.0;
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var expected = rows[row] * columns[column] / total;
                statistic += (table[row][column] - expected) * (table[row][column] - expected) / expected;
            }
        }

        var freedom = (rows.Length - 1) * (columns.Length - 1);
        return new(statistic, freedom, SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2));
    }
}
