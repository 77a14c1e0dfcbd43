import Embedded
import Gateway
import Servers

extension Family {
    /// A family whose tools are only looked at; its provider is never asked.
    static func forListing() throws -> Family {
        Family(
            environment: ToolEnvironment(
                upstream: EmbeddedProvider(), defaults: CallDefaults(),
                files: FileBridge(roots: [], sizeLimit: 0, source: nil),
                output: Outputs(folder: ".", inlineLimit: 0, now: Surroundings.real.now), handles: Handles()),
            version: Version.current)
    }
}
