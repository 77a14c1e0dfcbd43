import Gateway

/// A file that a tool is writing. Unless it is finished, nothing of it stays. Everything here blocks.
final class OutgoingFile: Sendable {
    private enum Writer: Sendable {
        case folder(OutputFolder, GrowingFile)
        case deposit(IncomingDeposit)
    }

    private let writer: Writer
    private let mediaType: String?
    private let stem: String

    /// - Parameters:
    ///   - stem: what the file's name begins with.
    ///   - mediaType: what was said of it; what is in it counts more.
    init(in place: Outputs.Place, for caller: Caller, stem: String, mediaType: String?) throws {
        self.mediaType = mediaType
        self.stem = stem
        writer =
            switch place {
            case .folder(let folder): .folder(folder, try folder.begin())
            case .deposits(let deposits): .deposit(try deposits.begin(.result, for: caller, mediaType: mediaType))
            }
    }

    func append(_ bytes: [UInt8]) throws {
        switch writer {
        case .folder(_, let file): try file.append(bytes)
        case .deposit(let deposit): try deposit.write(bytes)
        }
    }

    /// Closes the file under a name that says when it was made and what is in it.
    func finish() throws -> (place: SavedFile.Place, mediaType: String, whole: GrowingFile.Whole) {
        switch writer {
        case .folder(let folder, let file):
            let whole = try file.finish()
            let type = try file.mediaType(of: whole, declared: mediaType)
            return (.path(try folder.keep(file, as: name(whole, type))), type, whole)
        case .deposit(let incoming):
            let (deposit, whole) = try incoming.close(named: name)
            return (.deposit(deposit), deposit.mediaType, whole)
        }
    }

    private func name(_ whole: GrowingFile.Whole, _ type: String) -> String {
        "\(stem)-\(whole.digest.prefix(8)).\(MediaType.suffix(of: type))"
    }
}
