import Gateway
import MCP

/// Where tools put the files that they make: a folder of whoever runs this server, or deposits of the caller.
public struct Outputs: Sendable {
    enum Place: Sendable {
        case folder(OutputFolder)
        case deposits(Deposits)
    }

    let place: Place
    /// Largest image or sound that also comes as content of a result, in bytes.
    let inlineLimit: Int
    let now: @Sendable () -> Double

    /// Files in a folder, which is made when the first one is written.
    public init(folder: String, inlineLimit: Int, now: @escaping @Sendable () -> Double) {
        (place, self.inlineLimit, self.now) = (.folder(OutputFolder(folder)), inlineLimit, now)
    }

    /// Deposits, for callers to whom paths of this machine say nothing.
    public init(deposits: Deposits, inlineLimit: Int, now: @escaping @Sendable () -> Double) {
        (place, self.inlineLimit, self.now) = (.deposits(deposits), inlineLimit, now)
    }

    /// The same for one caller.
    func of(_ caller: Caller) -> CallerOutput { CallerOutput(self, caller) }
}
