namespace Embedded.Silo;

/// <summary>Something for an activation to do. The link to the next one stands in it, so posting allocates nothing.</summary>
public abstract class MailboxItem
{
    internal MailboxItem? Next;

    internal abstract void Run(Activation activation);
}
