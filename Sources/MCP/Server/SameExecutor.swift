extension Task where Failure == Never {
    /// A task of its own on the executor that the current task prefers.
    ///
    /// An unstructured task forgets that preference, and each call would hop to another thread and back.
    @discardableResult
    public static func onSameExecutor(_ body: @escaping @Sendable () async -> Success) -> Task<Success, Never> {
        let executor = withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() }
        return Task(executorPreference: executor, operation: body)
    }
}
