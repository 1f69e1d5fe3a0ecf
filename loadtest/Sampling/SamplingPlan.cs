using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Sampling;

/// <summary>How much each part asks.</summary>
/// <param name="Head">Of the part with head sampling.</param>
/// <param name="Tail">Of the part with tail sampling.</param>
/// <param name="Trap">Of the orders whose messages carry no context where they are not sampled.</param>
/// <param name="Overflow">Of the part with a buffer that is too small.</param>
/// <param name="Adaptive">Of the adaptive part, before its step and after it: for four full windows of 5 s at least, or its settling is not looked at.</param>
internal sealed record SamplingPlan(Share Head, Share Tail, Share Trap, Share Overflow, (Share Before, Share After) Adaptive)
{
    /// <param name="profile">How much time there is.</param>
    public static SamplingPlan For(Profile profile) => profile switch
    {
        // Shows that the machinery works: whether decisions are right, each by its trace id; too few traces for ratios and recalls.
        Profile.Quick => new(new(120, 25), new(60, 25), new(15, 14), new(40, 5), (new(20, 10), new(60, 26))),

        // 16,000 traces tell 9% from 10%; 620 errors show a recall of 99.5%.
        Profile.Ci => new(new(200, 80), new(70, 82), new(20, 20), new(40, 8), (new(20, 15), new(100, 40))),

        // 2,995 errors show a recall of 99.9%.
        _ => new(new(200, 300), new(70, 410), new(20, 60), new(40, 20), (new(20, 30), new(100, 90))),
    };
}

/// <summary>A load that stays the same.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Seconds">How long.</param>
internal sealed record Share(int Rate, int Seconds);
