extension Task where Failure == Never {
    /// A task of its own on the executor that the current task prefers.
    ///
    /// An unstructured task forgets that preference, and each call would hop to another thread and back.
    ///
    /// - Parameter other: where it runs that is not called from a task.
    @discardableResult
    public static func onSameExecutor(
        or other: (any TaskExecutor)? = nil, _ body: @escaping @Sendable () async -> Success
    ) -> Task<Success, Never> {
        let executor = withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() } ?? other
        return Task(executorPreference: executor, operation: body)
    }
}
