import Gateway
import NIOCore
import NIOSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts the errors of the libraries below into the words of the gateway.
enum Failures {
    /// What an error means for a call.
    static func translate(_ error: any Error, plan: Exchange.Plan, wasSent: Bool) -> any Error {
        switch error {
        case is CancellationError, is UpstreamFailure: return error
        case let error as ConnectionFailure: return connection(error, plan, wasSent)
        // Half a body is no request: the provider has done nothing with it.
        case let error as FileFailure: return UpstreamFailure(.file, mayHaveBeenSent: false, error.description)
        case let error as Malformed:
            return UpstreamFailure(
                .malformed, mayHaveBeenSent: wasSent,
                "what came from \(plan.place) is not HTTP (\(error)), check \(plan.url)")
        case ChannelError.connectTimeout: return connection(.noConnectionInTime, plan, wasSent)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            return wasSent ? lost(plan, wasSent) : tls(error, plan)
        case let error as IOError where wasSent: return lost(plan, wasSent, error.errnoCode)
        default: return wasSent ? lost(plan, wasSent) : unreachable(error, plan)
        }
    }

    /// Nothing came for too long.
    static func silence(plan: Exchange.Plan, gotHead: Bool) -> UpstreamFailure {
        let span = (gotHead ? plan.idle : plan.firstByte).map { seconds($0) } ?? "the time allowed"
        return UpstreamFailure(
            .timeout, mayHaveBeenSent: true,
            gotHead
                ? "\(plan.place) began to answer and then sent nothing for \(span)"
                : "\(plan.place) sent nothing for \(span) after the request")
    }

    private static func connection(
        _ error: ConnectionFailure, _ plan: Exchange.Plan, _ wasSent: Bool
    ) -> UpstreamFailure {
        switch error {
        case .closed: lost(plan, wasSent)
        case .surplus:
            UpstreamFailure(
                .malformed, mayHaveBeenSent: wasSent, "\(plan.place) sent more than its answer had announced")
        case .overdue:
            UpstreamFailure(
                .timeout, mayHaveBeenSent: wasSent,
                "\(plan.place) did not finish its answer\(plan.total.map { " within \(seconds($0))" } ?? " in time"), "
                    + "allow more time (TIMEOUT) or ask for less")
        case .noConnectionInTime:
            UpstreamFailure(
                .connect, mayHaveBeenSent: false,
                "no connection to \(plan.place) in the time allowed, check the network and \(plan.url)")
        case .noHandshakeInTime: tls(error, plan)
        case .proxyNeedsUser:
            UpstreamFailure(
                .connect, mayHaveBeenSent: false,
                "the proxy asks for a user name and password, put them into the proxy's URL (HTTPS_PROXY)")
        case .refusedByProxy:
            UpstreamFailure(
                .connect, mayHaveBeenSent: false,
                "the proxy did not open a way to \(plan.place), check HTTPS_PROXY, HTTP_PROXY and NO_PROXY")
        case .shutDown:
            UpstreamFailure(
                wasSent ? .reset : .connect, mayHaveBeenSent: wasSent, "this server is shutting down, call again later")
        }
    }

    private static func seconds(_ time: TimeAmount) -> String { "\(Double(time.nanoseconds) / 1e9) s" }

    private static func lost(_ plan: Exchange.Plan, _ wasSent: Bool, _ code: CInt? = nil) -> UpstreamFailure {
        let way = code == ECONNRESET ? "reset" : "closed"
        return UpstreamFailure(
            .reset, mayHaveBeenSent: wasSent, "\(plan.place) \(way) the connection before its answer was whole")
    }

    private static func tls(_ error: any Error, _ plan: Exchange.Plan) -> UpstreamFailure {
        let text = "\(error)"
        let reason: String
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate") {
            reason = "its certificate is not trusted, if your network has its own authority supply that as a CA file"
        } else if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            reason = "it does not speak TLS, check whether \(plan.url) should begin with http://"
        } else if text.contains("failedToValidateHostname") || text.contains("HOSTNAME") {
            reason = "its certificate is for another name, check \(plan.url)"
        } else {
            reason = "the TLS handshake failed (\(text.prefix(120)))"
        }
        return UpstreamFailure(.tls, mayHaveBeenSent: false, "no secure connection to \(plan.place): \(reason)")
    }

    private static func unreachable(_ error: any Error, _ plan: Exchange.Plan) -> UpstreamFailure {
        let text = "\(error)"
        let reason =
            if text.contains("\(ECONNREFUSED)") || text.contains("refused") {
                "nothing listens there (connection refused)"
            } else if text.contains("SocketAddressError") || text.contains("unknown(host") {
                "its name could not be resolved"
            } else {
                "\(text.prefix(160))"
            }
        return UpstreamFailure(
            .connect, mayHaveBeenSent: false,
            "no connection to \(plan.place): \(reason), check \(plan.url) and the network")
    }
}
