import Gateway
import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The talk with a proxy that opens a way to the server. Bytes go in, what is to be done comes out.
struct Tunnel {
    enum Action {
        /// Nothing, until more bytes come.
        case wait
        case send(ByteBuffer)
        /// The way is open; what follows is the server's.
        case done
    }

    /// What the tunnel tells the connection.
    enum Opened: Sendable {
        case toSecure
        case toRead
    }

    private enum State {
        case connect(ResponseParser)
        case socksMethod
        case socksReply
        case done
    }

    private var state: State
    private let greeting: ByteBuffer
    private let host: String
    private let port: Int

    /// The talk that a route needs, or nil for none.
    init?(_ route: Route) {
        guard let proxy = route.proxy, !route.isByAbsoluteURL else { return nil }
        (host, port) = (route.host, route.url.port)
        if proxy.isSOCKS {
            state = .socksMethod
            // Version 5, one method: no authentication (RFC 1928, section 3).
            greeting = ByteBuffer(bytes: [5, 1, 0])
        } else {
            var parser = ResponseParser()
            // Like one to `HEAD`, a good answer to `CONNECT` has no body (RFC 9110, section 9.3.6).
            parser.begin(answersHead: true)
            state = .connect(parser)
            let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
            let authorization = proxy.authorization.map { "Proxy-Authorization: \($0)\r\n" } ?? ""
            greeting = ByteBuffer(string: "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\n\(authorization)\r\n")
        }
    }

    /// What is sent first.
    func begin() -> ByteBuffer { greeting }

    /// Takes what is understood off the bytes.
    mutating func received(_ bytes: inout ByteBuffer) throws -> Action {
        switch state {
        case .connect(var parser):
            let event: ResponseParser.Event?
            do { event = try parser.next(&bytes) } catch { throw ConnectionFailure.refusedByProxy }
            state = .connect(parser)
            guard case .head(let head) = event else { return .wait }
            guard head.status != 407 else { throw ConnectionFailure.proxyNeedsUser }
            guard (200..<300).contains(head.status) else { throw ConnectionFailure.refusedByProxy }
            state = .done
            return .done
        case .socksMethod:
            guard let answer = bytes.readMultipleIntegers(as: (UInt8, UInt8).self) else { return .wait }
            guard answer == (5, 0) else { throw ConnectionFailure.proxyNeedsUser }
            state = .socksReply
            return .send(socksRequest)
        case .socksReply:
            // Version, status, a reserved byte, and the proxy's own address, which is of no interest (section 6).
            let start = bytes.readerIndex
            guard let status: UInt8 = bytes.getInteger(at: start + 1) else { return .wait }
            guard bytes.getInteger(at: start, as: UInt8.self) == 5, status == 0 else {
                throw ConnectionFailure.refusedByProxy
            }
            guard let type: UInt8 = bytes.getInteger(at: start + 3), let first: UInt8 = bytes.getInteger(at: start + 4)
            else { return .wait }
            let length: Int
            switch type {
            case 1: length = 4
            case 3: length = 1 + Int(first)
            case 4: length = 16
            default: throw ConnectionFailure.refusedByProxy
            }
            guard bytes.readableBytes >= 6 + length else { return .wait }
            bytes.moveReaderIndex(forwardBy: 6 + length)
            state = .done
            return .done
        case .done: return .wait
        }
    }

    /// Version, command 'connect', a reserved byte, type and address, port (section 4). The proxy looks names up.
    private var socksRequest: ByteBuffer {
        var request = ByteBuffer(bytes: [5, 1, 0])
        if let address = IPAddress(host) {
            request.writeInteger(address.bytes.count == 4 ? 1 : 4, as: UInt8.self)
            request.writeBytes(address.bytes)
        } else {
            request.writeInteger(3, as: UInt8.self)
            // A name has 253 bytes at most; a longer one is unknown to every proxy.
            request.writeInteger(UInt8(clamping: host.utf8.count))
            request.writeBytes(host.utf8.prefix(255))
        }
        request.writeInteger(UInt16(clamping: port))
        return request
    }
}
