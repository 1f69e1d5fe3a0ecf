namespace TracingReference.LoadTest.Overhead;

/// <summary>The order of four blocks, and what each asks.</summary>
/// <param name="Order">ABBA or BAAB.</param>
/// <param name="Blocks">The arm of each block, and the number of its first request: both arms ask the same things.</param>
internal sealed record QuadPlan(string Order, IReadOnlyList<(bool IsA, long FirstNumber)> Blocks)
{
    /// <summary>Draws the order.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="firstNumber">The first request of the quad.</param>
    /// <param name="requests">How many a block has; a quad uses up twice as many numbers.</param>
    public static QuadPlan Draw(Random random, long firstNumber, int requests)
    {
        var order = random.Next(2) == 0 ? "ABBA" : "BAAB";

        // The two blocks in the middle are of one arm, so the first of each arm are blocks 0 and 1, the second 2 and 3.
        return new(order, [.. order.Select((arm, position) => (arm == 'A', firstNumber + (position / 2 * requests)))]);
    }
}
