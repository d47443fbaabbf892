using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>
/// The numbers with which templates are filled. A new name is numbered from 0; a stored record by its number times two, plus
/// its status, so that one template serves lookups and updates.
/// </summary>
internal sealed class CallNumbers
{
    private readonly NumberSequence _stored = new(0);
    private readonly NumberSequence _batches = new(0);
    private byte[] _statuses = [];

    public NumberSequence NewNames { get; } = new(0);

    public int Records => _statuses.Length;

    /// <summary>More were stored, all of them running.</summary>
    public void Grow(int records)
    {
        var before = Records;
        Array.Resize(ref _statuses, records);
        _statuses.AsSpan(before).Fill(1);
    }

    /// <summary>Fields of a template that names the service, and the last digit of the port, of a stored record.</summary>
    public static NumberField Service { get; } = new(2 * StoredNames.InstancesPerService);

    public static NumberField Port { get; } = new(2);

    public static NumberField Record { get; } = new(2);

    public static NumberField Status { get; } = new(Modulus: 2);

    /// <summary>A stored record; one after another in an order in which neighbours in time are none in memory.</summary>
    public long NextStored() => 2 * (_stored.Take() * RegistryRequests.Scatter % Records);

    /// <summary>A stored record with a status that it does not have yet: a change that is none would be cheap.</summary>
    public long NextStatus()
    {
        var record = _stored.Take() * RegistryRequests.Scatter % Records;
        return (2 * record) + (_statuses[record] ^= 1);
    }

    /// <summary>One of the runs of a hundred stored records.</summary>
    public long NextBatch() => _batches.Take() * RegistryRequests.Scatter % (Records / OperationText.BatchSize);
}
