namespace Embedded.Silo;

/// <summary>
/// What an activation has yet to do: posted by any thread, taken by the one that owns the activation. The same word says
/// whether there is an owner, so whoever posts into an idle mailbox knows that it must find one.
/// </summary>
internal struct Mailbox()
{
    private static readonly MailboxItem Idle = new Sentinel();

    // Idle: no owner. Null: owned and empty. Otherwise: owned, the newest item first.
    private MailboxItem? _head = Idle;

    /// <summary>The items that were not taken yet, newest first. A snapshot that others change while it is read.</summary>
    public readonly MailboxItem? Newest => _head == Idle ? null : Volatile.Read(in _head);

    /// <summary>Adds an item. True when there was no owner: the caller must then have the mailbox drained.</summary>
    public bool Post(MailboxItem item)
    {
        var head = Volatile.Read(ref _head);
        while (true)
        {
            item.Next = head == Idle ? null : head;
            var seen = Interlocked.CompareExchange(ref _head, item, head);
            if (seen == head)
            {
                return head == Idle;
            }

            head = seen;
        }
    }

    /// <summary>For the owner: everything posted so far, oldest first; null when there is nothing.</summary>
    public MailboxItem? TakeAll()
    {
        if (Volatile.Read(ref _head) is null)
        {
            return null;
        }

        MailboxItem? oldest = null;
        for (var item = Interlocked.Exchange(ref _head, null); item is not null;)
        {
            (item.Next, oldest, item) = (oldest, item, item.Next);
        }

        return oldest;
    }

    /// <summary>For the owner: gives the mailbox up, unless something was posted meanwhile.</summary>
    public bool TryRelease() => Interlocked.CompareExchange(ref _head, Idle, null) is null;

    private sealed class Sentinel : MailboxItem
    {
        internal override void Run(Activation activation) => throw new InvalidOperationException("The idle mark is never run.");
    }
}
