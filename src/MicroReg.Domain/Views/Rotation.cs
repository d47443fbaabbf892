using MicroReg.Domain.Records;

namespace MicroReg.Domain.Views;

/// <summary>
/// The order in which the instances of a service take turns: smooth weighted round robin, laid out once as a sequence, so that a turn
/// costs an increment and an index. With equal weights it is plain round robin.
/// </summary>
internal sealed class Rotation
{
    /// <summary>
    /// The longest sequence laid out for one service, unless it has more instances: 8 KiB of references. Greater
    /// weights are scaled down to fit, so a share is exact to about one part in a thousand.
    /// </summary>
    private const int MaxTurns = 1024;

    private readonly ServiceRecord[] _turns;

    private Rotation(ServiceRecord[] turns) => _turns = turns;

    /// <summary>Lays out the turns of the running instances, or, if none is running, of those with the next best status.</summary>
    public static Rotation Of(IReadOnlyCollection<ServiceRecord> instances)
    {
        var best = instances.Max(record => ServiceStatuses.Preference(record.Status));
        var candidates = instances.Where(record => ServiceStatuses.Preference(record.Status) == best).ToArray();
        var weighted = candidates.Where(record => WeightOf(record) > 0).ToArray();
        return new Rotation(weighted.Length == 0 ? candidates : LayOut(weighted));
    }

    /// <summary>How many turns a round has.</summary>
    public int Length => _turns.Length;

    /// <summary>The instance whose turn it is.</summary>
    /// <param name="turn">A number that grows by one with each call; it may wrap.</param>
    public ServiceRecord At(uint turn) => _turns[turn % (uint)_turns.Length];

    private static int WeightOf(ServiceRecord record) => record.Registration!.Attributes.Weight;

    /// <summary>
    /// The k-th turn of an instance of weight w is due at (k + ½) / w: sorted by due time, the turns of every
    /// instance are spread evenly (the idea of nginx's smooth weighted balancing, with deadlines).
    /// </summary>
    private static ServiceRecord[] LayOut(ServiceRecord[] instances)
    {
        var weights = Scale(instances);
        if (weights.All(weight => weight == 1))
            return instances;
        var due = new PriorityQueue<int, (double Due, int Index)>();
        for (var i = 0; i < instances.Length; i++)
            due.Enqueue(i, (0.5 / weights[i], i));
        var turns = new ServiceRecord[weights.Sum()];
        for (var turn = 0; turn < turns.Length; turn++)
        {
            due.TryDequeue(out var index, out var at);
            turns[turn] = instances[index];
            due.Enqueue(index, (at.Due + 1.0 / weights[index], index));
        }

        return turns;
    }

    private static int[] Scale(ServiceRecord[] instances)
    {
        var divisor = instances.Select(WeightOf).Aggregate(GreatestCommonDivisor);
        var weights = Array.ConvertAll(instances, record => WeightOf(record) / divisor);
        var total = weights.Sum(weight => (long)weight);
        var most = Math.Max(MaxTurns, instances.Length);
        return total <= most
            ? weights
            : Array.ConvertAll(weights, weight => (int)Math.Max(1, Math.Round((double)weight * most / total)));
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
