namespace Embedded.Silo;

/// <summary>
/// Runs what is posted to one activation, one item at a time, on the thread pool. While it does, it is the current
/// <see cref="TaskScheduler"/>, so what a grain awaits or starts comes back here.
/// </summary>
internal sealed class ActivationScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem
{
    private const long QuantumMilliseconds = 100;
    private static readonly Action<object?> DrainAction = static scheduler => ((ActivationScheduler)scheduler!).Drain();

    private Mailbox _mailbox = new();
    private GrainCall? _answer;
    private ExecutionContext? _clean;

    /// <summary>The activation that runs on this thread now; null elsewhere.</summary>
    public static Activation? CurrentActivation => (Current as ActivationScheduler)?.Activation;

    public Activation Activation { get; } = activation;

    public MailboxItem? Newest => _mailbox.Newest;

    public void Post(MailboxItem item)
    {
        if (_mailbox.Post(item))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    /// <summary>
    /// Takes a call that has ended. Its caller goes on after this activation was given up, on this thread if nothing else
    /// is to be done here, which saves a hop; on another as soon as something is.
    /// </summary>
    public void Answer(GrainCall call)
    {
        FlushAnswer();
        _answer = call;
    }

    /// <summary>To be called before anything else is run: nobody's answer waits for it, and it finds nothing of the one before.</summary>
    public void Turn()
    {
        FlushAnswer();
        ExecutionContext.Restore(_clean!);
    }

    private void FlushAnswer()
    {
        if (_answer is { } call)
        {
            _answer = null;
            ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: true);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Created here, where no caller's execution context can be captured.
        new Task(DrainAction, this).RunSynchronously(this);

        var answer = _answer;
        _answer = null;
        if (_mailbox.TryRelease())
        {
            answer?.Settle();
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        answer?.Settle();
    }

    private void Drain()
    {
        _clean = ExecutionContext.Capture();
        var started = Environment.TickCount64;
        while (_mailbox.TakeAll() is { } item)
        {
            do
            {
                var next = item.Next;
                item.Next = null;
                Turn();
                item.Run(Activation);
                item = next;
            }
            while (item is not null);

            if (Environment.TickCount64 - started > QuantumMilliseconds)
            {
                return;
            }
        }
    }

    internal void RunTask(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => Post(new TaskItem(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        (ReferenceEquals(task.AsyncState, this) || (!taskWasPreviouslyQueued && Current == this)) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        for (var item = Newest; item is not null; item = item.Next)
        {
            if (item is TaskItem { Task: var task })
            {
                yield return task;
            }
        }
    }

    private sealed class TaskItem(Task task) : MailboxItem
    {
        public Task Task { get; } = task;

        internal override void Run(Activation activation) => activation.Scheduler.RunTask(Task);
    }
}
