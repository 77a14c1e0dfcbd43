import AsyncHTTPClient
import Gateway
import HTTPTransport
import JSON
import Logging
import Settings

/// Tells the log, and a webhook where there is one, that a part of a budget is spent.
final class BudgetAlerts: Sendable {
    private let webhook: Current<Secret?>
    private let logger = Logger(label: "openai-mcp.budgets")

    init(webhook: Secret?) { self.webhook = Current(webhook) }

    /// Tells another webhook from now on.
    func replace(webhook: Secret?) { self.webhook.value = webhook }

    func raise(_ alert: BudgetAlert) {
        let whose = alert.account.isEmpty ? "" : " of \(alert.account)"
        logger.warning(
            "budget '\(alert.budget)'\(whose) has reached \(Int(alert.part * 100)) %: $\(alert.spent) of $\(alert.limit)"
        )
        guard let url = webhook.value else { return }
        Task { await post(alert, to: url) }
    }

    /// The URL lets whoever knows it post, and is in no message.
    private func post(_ alert: BudgetAlert, to url: Secret) async {
        var request = HTTPClientRequest(url: url.exposed)
        request.method = .POST
        request.headers = ["content-type": "application/json", "user-agent": "openai-mcp/\(Version.current)"]
        request.body = .bytes(alert.json.encoded)
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            guard !(200..<300).contains(response.status.code) else { return }
            logger.warning("the webhook of budgets answered with status \(response.status.code)")
        } catch {
            logger.warning("the webhook of budgets could not be told: \(type(of: error))")
        }
    }
}

extension BudgetAlert {
    /// What a webhook is sent; amounts are US dollars.
    var json: JSONValue {
        .object([
            .init("budget", .string(budget)), .init("account", .string(account)), .init("part", .double(part)),
            .init("spent", .double(spent.dollars)), .init("limit", .double(limit.dollars)),
            .init("text", .string("Budget \(budget) has reached \(Int(part * 100)) %: $\(spent) of $\(limit).")),
        ])
    }
}
