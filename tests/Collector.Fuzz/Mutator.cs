namespace TracingReference.Collector.Fuzz;

/// <summary>Changes inputs at random, a few times each, within a size.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> pieces)
{
    private const int MaxSize = 64 * 1024;

    /// <param name="input">What is changed.</param>
    /// <param name="other">Another input, to take parts from.</param>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var changed = new List<byte>(input);
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var at = random.Next(changed.Count + 1);
            switch (random.Next(8))
            {
                case 0 when at < changed.Count:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < changed.Count:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 2:
                    changed.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    changed.RemoveRange(at, Length(changed.Count - at));
                    break;
                case 4:
                    changed.InsertRange(at, changed.GetRange(at, Length(changed.Count - at)));
                    break;
                case 5:
                    var from = random.Next(other.Length + 1);
                    changed.InsertRange(at, other.AsSpan(from, Length(other.Length - from)).ToArray());
                    break;
                case 6:
                    changed.InsertRange(at, pieces[random.Next(pieces.Count)]);
                    break;
                default:
                    // Deeper and deeper, or longer and longer.
                    var piece = pieces[random.Next(pieces.Count)];
                    changed.InsertRange(at, Enumerable.Repeat(piece, random.Next(1, 1 << random.Next(1, 12))).SelectMany(bytes => bytes));
                    break;
            }

            if (changed.Count > MaxSize)
            {
                changed.RemoveRange(MaxSize, changed.Count - MaxSize);
            }
        }

        return [.. changed];
    }

    private int Length(int most) => random.Next(Math.Min(most, 1 << random.Next(1, 11)) + 1);
}
