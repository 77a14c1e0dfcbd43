#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file descriptor and the blocking calls on it; an interrupted call is made again.
struct Descriptor: Sendable {
    let number: Int32

    /// Bytes read; 0 at the end, negative on failure.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(number, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 || (errno != EINTR && errno != EAGAIN) { return count }
            if errno == EAGAIN { Self.wait(for: [(self, POLLIN)]) }
        }
    }

    /// Writes all bytes; false where the other end has gone.
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var position = 0
            while position < buffer.count {
                #if canImport(Glibc)
                    let count = Glibc.write(number, buffer.baseAddress! + position, buffer.count - position)
                #else
                    let count = Darwin.write(number, buffer.baseAddress! + position, buffer.count - position)
                #endif
                if count > 0 {
                    position += count
                } else if errno == EAGAIN {
                    Self.wait(for: [(self, POLLOUT)])
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    func close() {
        #if canImport(Glibc)
            _ = Glibc.close(number)
        #else
            _ = Darwin.close(number)
        #endif
    }

    /// Blocks until one of the descriptors is ready (or broken) and says which are.
    @discardableResult
    static func wait(for sources: [(Descriptor, Int32)]) -> [Bool] {
        var polled = sources.map { pollfd(fd: $0.0.number, events: Int16($0.1), revents: 0) }
        while poll(&polled, .init(polled.count), -1) < 0, errno == EINTR {}
        return polled.map { $0.revents != 0 }
    }

    /// Two connected descriptors, or nil.
    static func pipe() -> (read: Descriptor, write: Descriptor)? {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
            guard Glibc.pipe(&ends) == 0 else { return nil }
        #else
            guard Darwin.pipe(&ends) == 0 else { return nil }
        #endif
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (Descriptor(number: ends[0]), Descriptor(number: ends[1]))
    }
}
