namespace TracingReference.LoadTest.Comparing;

/// <summary>
/// Four blocks in the order ABBA or BAAB: a drift of the machine that is linear over them meets both arms alike. A quad, not
/// a request, is the unit of every statistic: requests of one block share its noise.
/// </summary>
/// <param name="A">The two blocks of the base arm, in any unit above 0.</param>
/// <param name="B">The two blocks of the other arm.</param>
public sealed record Quad((double First, double Second) A, (double First, double Second) B)
{
    /// <summary>The logarithm of B over A: effects multiply, and logarithms make their noise symmetric.</summary>
    public double LogRatio => (Math.Log(B.First) + Math.Log(B.Second) - Math.Log(A.First) - Math.Log(A.Second)) / 2;

    /// <summary>B less A, in their unit.</summary>
    public double Difference => (B.First + B.Second - A.First - A.Second) / 2;
}
