namespace MicroReg.Gateway.Balancing;

/// <summary>
/// The order in which candidates take their turns. This is smooth weighted round robin, computed once, so that each choice is an array
/// index. With equal weights it is plain round robin.
/// </summary>
internal static class Turns
{
    /// <summary>
    /// The longest round, unless there are more candidates than this. Greater weights are scaled down, so a share is exact to about one
    /// part in a thousand.
    /// </summary>
    private const int MaxTurns = 1024;

    /// <summary>
    /// Computes one round. The k-th turn of a candidate of weight w is due at (k + ½) / w. Sorted by due time, the turns of each candidate
    /// are spread evenly.
    /// </summary>
    /// <param name="weights">The weights of the candidates, all positive.</param>
    /// <returns>The index of the candidate, for each turn.</returns>
    public static int[] LayOut(int[] weights)
    {
        var shares = Scale(weights);
        var due = new PriorityQueue<int, (double Due, int Index)>(shares.Length);
        for (var i = 0; i < shares.Length; i++)
            due.Enqueue(i, (0.5 / shares[i], i));
        var turns = new int[shares.Sum()];
        for (var turn = 0; turn < turns.Length; turn++)
        {
            due.TryPeek(out var index, out var at);
            turns[turn] = index;
            due.DequeueEnqueue(index, (at.Due + (1.0 / shares[index]), index));
        }

        return turns;
    }

    private static int[] Scale(int[] weights)
    {
        var divisor = weights.Aggregate(GreatestCommonDivisor);
        var total = weights.Sum(weight => (long)weight / divisor);
        var most = Math.Max(MaxTurns, weights.Length);
        return Array.ConvertAll(
            weights, weight => total <= most ? weight / divisor : (int)Math.Max(1, Math.Round((double)weight / divisor * most / total)));
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
