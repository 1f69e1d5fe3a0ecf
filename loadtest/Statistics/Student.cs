using MathNet.Numerics;

namespace TracingReference.LoadTest.Statistics;

/// <summary>Student's t distribution by the incomplete beta function, which is exact far out in the tail, too.</summary>
internal static class Student
{
    /// <summary>The probability of a value as far from 0 as t, or farther.</summary>
    public static double TwoSided(double t, double freedom) => SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (t * t)));

    /// <summary>The value that is exceeded, on either side, with a probability.</summary>
    public static double Critical(double alpha, double freedom) => Bisection.Find(0, 1e12, t => TwoSided(t, freedom) > alpha);
}
