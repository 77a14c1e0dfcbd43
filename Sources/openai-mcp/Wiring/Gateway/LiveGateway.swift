import Gateway
import HTTPTransport
import Settings
import Upstreams

/// The gateway in force: providers and stages are replaced as a whole, what is remembered stays, and calls under way end
/// where they began.
final class LiveGateway: KeySource {
    /// What tools send their calls to.
    let upstream: ReplaceableUpstream
    /// What is remembered; finished at the end.
    let accounting: Accounting
    private let current: Current<Generation>
    private let known: Current<[SecretString]>
    private let proxies: ProxySettings
    private let pace: Duration

    init(_ settings: Settings, accounting: Accounting, proxies: ProxySettings, pace: Duration = .zero) throws {
        self.accounting = accounting
        self.proxies = proxies
        self.pace = pace
        let first = try Generation(settings, accounting: accounting, proxies: proxies, pace: pace)
        current = Current(first)
        known = Current(settings.secrets.map { SecretString($0.exposed) })
        upstream = ReplaceableUpstream(first.pipeline)
    }

    /// Puts other settings into force; throws where they cannot be, and changes nothing then.
    func replace(with settings: Settings) throws {
        let next = try Generation(settings, accounting: accounting, proxies: proxies, pace: pace)
        accounting.alerts.replace(webhook: settings.gateway.budgets.webhook?.secret)
        current.value = next
        known.value = settings.secrets.map { SecretString($0.exposed) }
        upstream.replace(with: next.pipeline)
    }

    /// The providers in force.
    var providers: [Provider] { current.value.providers.providers }

    /// Whether callers without a provider key of their own spend the operator's.
    var hasServerKey: Bool { providers.contains { !$0.keys.keys.isEmpty } }

    /// The operator's secrets in force, which no answer may hold.
    var keys: [SecretString] { known.value }
}
