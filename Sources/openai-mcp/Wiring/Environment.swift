#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's environment variables.
enum Environment {
    /// As they were when somebody first asked; nobody changes them here.
    static let all: [String: String] = {
        var variables: [String: String] = [:]
        var cursor = environ
        while let entry = cursor.pointee {
            let text = String(cString: entry)
            if let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
                variables[String(text[..<mark])] = String(text[text.utf8.index(after: mark)...])
            }
            cursor += 1
        }
        return variables
    }()
}

/// Lines for the person who started the process; standard output belongs to the protocol where there is one.
enum StandardError {
    static func write(_ line: String, terminator: String = "\n") { Output.write(line, to: 2, terminator: terminator) }
}

/// Lines for whoever reads a command's answer, at once and not when a buffer is full.
enum StandardOutput {
    static func write(_ line: String, terminator: String = "\n") { Output.write(line, to: 1, terminator: terminator) }
}

private enum Output {
    static func write(_ line: String, to descriptor: Int32, terminator: String = "\n") {
        let bytes = Array((line + terminator).utf8)
        var position = 0
        while position < bytes.count {
            #if canImport(Glibc)
                let count = bytes.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress! + position, $0.count - position)
                }
            #else
                let count = bytes.withUnsafeBytes {
                    Darwin.write(descriptor, $0.baseAddress! + position, $0.count - position)
                }
            #endif
            guard count > 0 else { return }
            position += count
        }
    }
}
