import Gateway
import HTTPTransport
import MCP
import Servers

/// Keeps what callers upload until they use it.
struct DepositUploads: UploadSink {
    let deposits: Deposits

    func begin(_ file: UploadHead, from principal: any Principal) async throws -> any UploadTarget {
        let caller = principal as? Caller ?? Caller(id: principal.id, mayUseServerKey: false)
        return try await Self.refusing {
            try await Blocking.run {
                Target(
                    incoming: try deposits.begin(.upload, for: caller, name: file.name, mediaType: file.mediaType))
            }
        }
    }

    private struct Target: UploadTarget {
        let incoming: IncomingDeposit

        func append(_ bytes: [UInt8]) async throws { try await refusing { try await incoming.append(bytes) } }

        func finish() async throws -> UploadReceipt {
            let deposit = try await refusing { try await incoming.finish() }
            return UploadReceipt(
                uri: deposit.uri, name: deposit.name, mediaType: deposit.mediaType, size: deposit.size,
                digest: deposit.digest, expires: deposit.expires)
        }

        func abandon() async { await Blocking.run { incoming.abandon() } }
    }

    /// That there is no room, or that the disk fails, is no fault of the request.
    private static func refusing<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let refusal as Deposits.Refusal {
            throw UploadRefused(status: refusal.isFull ? 507 : 500, "The file is not kept: \(refusal.message).")
        }
    }
}
